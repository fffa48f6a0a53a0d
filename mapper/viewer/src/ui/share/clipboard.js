import { button, h } from "../parts/dom.js";

/** @import {Translator} from "../../i18n/index.js" */

/** How long a button says that it has copied, in milliseconds. */
const SAID = 2000;

/** How long a file is kept for the browser to save it, in milliseconds. */
const KEPT = 60_000;

/**
 * Copies from a text field, for browsers that deny the clipboard to pages opened as files.
 *
 * @param {string} text
 */
function copyBySelection(text) {
  const field = h("textarea.visually-hidden", { "aria-hidden": "true", tabindex: -1 });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

/** @param {string} text @returns {Promise<boolean>} whether it is on the clipboard now */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * A button that copies and says so.
 *
 * @param {() => string} textOf
 * @param {Translator} t
 * @param {{label: string, name?: string}} words `name`: what screen readers say, where the label is too short
 */
export function copyButton(textOf, t, { label, name }) {
  const copy = async () => {
    const done = await copyText(textOf());
    element.textContent = done ? t("copied") : t("copyFailed");
    setTimeout(() => (element.textContent = label), SAID);
  };
  const element = button(label, copy, { className: "action", "aria-label": name });
  return element;
}

/** Gives a file to the reader. @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = h("a", { href: address, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
}

/** A file name made of a title, in letters that every system takes. @param {string} title */
export function fileStem(title) {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return words.slice(0, 60) || "events";
}
