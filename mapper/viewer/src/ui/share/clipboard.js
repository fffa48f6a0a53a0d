import { button, h } from "../parts/dom.js";

/** How long a button says that it copied, milliseconds. */
const SAID = 2000;

/** Copy by way of a selected text field: for browsers that keep the clipboard from pages opened as files. */
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
export async function copyText(text) {
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
 * @param {() => string} make the text
 * @param {Function} t translator
 * @param {{label: string, name?: string}} words `name` is what screen readers say, where the label is too short
 */
export function copyButton(make, t, { label, name = null }) {
  const element = button(
    label,
    async () => {
      const done = await copyText(make());
      element.textContent = done ? t("copied") : t("copyFailed");
      setTimeout(() => (element.textContent = label), SAID);
    },
    { className: "action", "aria-label": name },
  );
  return element;
}

/** Hand a file to the reader. @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = h("a", { href: address, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
