/**
 * Fills arguments into a sentence, as `gazetteer/words/message.py` does: page and program read the same catalogues, and
 * a test checks that they give the same sentences.
 */
import { isolate } from "./isolate.js";

/** @import {Argument, Language, Message} from "../data/types.js" */
/** @import {WordValues, Wording} from "./index.js" */

/**
 * @typedef {object} Speech how a language writes the parts of a sentence
 * @property {Language} language
 * @property {Record<string, Wording>} marks the catalogue, with the text between the items of a list
 * @property {(n: number) => string} number
 * @property {(message: Message) => string} message
 */

/** The slot of an argument, and a part that is left out if an argument in it is empty. */
const SLOT = /\{(\w+)(?:, (\w+))?\}/g;
const OPTIONAL = /\[([^[\]]*)\]/g;

/** @param {Argument|undefined} value */
const isEmpty = (value) => value === "" || (Array.isArray(value) && !value.length);

/**
 * @param {string} sentence with the forms that docs/design/words.md lists
 * @param {WordValues} values
 * @param {Speech} speech
 * @returns {string}
 */
export function fillIn(sentence, values, speech) {
  return sentence
    .replace(OPTIONAL, (_, part) =>
      Array.from(part.matchAll(SLOT)).some(([, name]) => isEmpty(values[name])) ? "" : part,
    )
    .replace(SLOT, (_, name, form = "") => say(values[name], form, speech));
}

/** @param {Argument} value @param {string} form @param {Speech} speech @returns {string} */
function say(value, form, speech) {
  if (Array.isArray(value)) {
    const items = value.map((item) => say(item, "", speech));
    return joinItems(items, form, speech.marks);
  }
  if (typeof value === "number")
    return form === "plain" ? sayPlain(value, speech.marks) : speech.number(value);
  const text = typeof value === "object" ? speech.message(value) : isolate(String(value));
  if (form === "capital") return text && text[0].toUpperCase() + text.slice(1);
  if (form !== "quoted") return text;
  return speech.language === "fr" ? `«\u00a0${text}\u00a0»` : quote(text);
}

/** @param {string[]} items @param {string} form @param {Speech["marks"]} marks */
function joinItems(items, form, marks) {
  const mark = (/** @type {string} */ name) => String(marks[name]);
  if (form === "and" && items.length > 1)
    return items.slice(0, -1).join(mark("list")) + mark("list-and") + items.at(-1);
  const last = items.length - 1;
  const parts =
    form === "clauses" ? items.map((item, k) => (k < last ? item.replace(/\.$/, "") : item)) : items;
  return parts.join(mark(form ? `list-${form}` : "list"));
}

/** A number without separators, to six digits. @param {number} n @param {Speech["marks"]} marks */
const sayPlain = (n, marks) => String(Number(n.toPrecision(6))).replace(".", String(marks.decimals));

/** Text in quotation marks as Python writes it. @param {string} text */
function quote(text) {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replace(/\\/g, "\\\\")
    .replaceAll(mark, mark === "'" ? "\\'" : mark)
    .replace(/(?! )[\p{C}\p{Z}]/gu, escapeLetter);
  return mark + escaped + mark;
}

/** @param {string} letter */
function escapeLetter(letter) {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[letter];
  if (short) return short;
  const point = Number(letter.codePointAt(0));
  const hex = point.toString(16);
  if (point < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return point < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
