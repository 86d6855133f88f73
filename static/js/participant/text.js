// The clean-up of workshop/rules/text.py, so that a phone counts what the server will count.
import { remembering } from "./remembering.js";

const SAME = new Map([
  ...pairs("\u2018\u2019\u201a\u201b\u2032", "'"),
  ...pairs("\u201c\u201d\u201e\u201f\u2033", '"'),
  ...pairs("\u2026", "..."),
  ...pairs("\u2010\u2011\u2212", "-"),
  ...pairs("\r\u2028\u2029", "\n"),
  ...pairs("\t", " "),
]);
const ANGLES = new Map([...pairs("\u00ab\u00bb", '"'), ...pairs("\u2039\u203a", "'")]);
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;
const BLANK = new RegExp(
  "[\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2065\\u2800\\u3164\\ufe00-\\ufe0e\\uffa0\\ufff0-\\uffff" +
    "\\ufdd0-\\ufdef\\u{e0000}-\\u{e0fff}]",
  "u",
);
const JOINING = new RegExp(
  "[\\u0600-\\u08ff\\u0900-\\u0dff\\u1000-\\u109f\\u1780-\\u18af\\ufb50-\\ufdcf\\ufdf0-\\ufdff" +
    "\\ufe70-\\ufefc]",
  "u",
);
// Looking behind would stop the module in Safari before 16.4. A pair never ends with a space, so
// taking the space before a pair along finds the same.
const FRENCH =
  /(^|\s)([\u00ab\u2039]) ?([^\u00ab\u00bb\u2039\u203a\n]*?) ?([\u00bb\u203a])/gu;
const DASHES = /[-\u2012-\u2015]+/gu;
const SYMBOL = /[\p{So}\p{Sm}\p{Sk}\p{Cn}]/u;
const LETTER = /\p{L}/u;
const VARIATION = "\ufe0f";
const JOINERS = new Set(["\u200c", "\u200d"]);

/** The two fields of a card and its words on the wall, asked several times for each letter. */
const FEW = 8;

/** @param {string} chars @param {string} to @returns {[string, string][]} */
function pairs(chars, to) {
  return [...chars].map((char) => [char, to]);
}

/**
 * What the server will keep of a text: NFC, straight quotes, ordinary spaces and dashes, nothing
 * invisible.
 */
export const cleaned = remembering(clean, FEW);

/** @param {string} text */
function clean(text) {
  const same = swap(text.replaceAll("\r\n", "\n"), SAME);
  const lines = joined([...same].map(shown).filter(Boolean)).normalize("NFC").split("\n");
  const tidy = lines.map((line) => line.replace(/ +/g, " ").trim()).join("\n");
  return plainDashes(swap(tidy.trim().replace(FRENCH, "$1$2$3$4"), ANGLES));
}

/** How many characters of a text count. @param {string} text */
export function length(text) {
  return [...cleaned(text)].length;
}

/** @param {string} text @param {Map<string, string>} pairs */
function swap(text, pairs) {
  return [...text].map((char) => pairs.get(char) ?? char).join("");
}

/** @param {string} char */
function shown(char) {
  if (char === "\n" || JOINERS.has(char)) return char;
  if (/\p{Zs}/u.test(char)) return " ";
  if (INVISIBLE.test(char) || BLANK.test(char)) return "";
  return ((char.codePointAt(0) ?? 0) & 0xfffe) === 0xfffe ? "" : char;
}

/** Without the joiners and variation marks that join nothing. @param {string[]} chars */
function joined(chars) {
  /** @type {string[]} */
  const kept = [];
  chars.forEach((char, i) => {
    const before = kept.at(-1) ?? "";
    if (char === VARIATION && !isEmoji(before)) return;
    if (JOINERS.has(char) && !joins(before, chars[i + 1] ?? "")) return;
    kept.push(char);
  });
  return kept.join("");
}

/** @param {string} before @param {string} after */
function joins(before, after) {
  if (JOINING.test(before) && JOINING.test(after)) return true;
  return (isEmoji(before) || before === VARIATION) && isEmoji(after);
}

/** @param {string} char */
function isEmoji(char) {
  if (char === "\u00a9" || char === "\u00ae") return true;
  return (char.codePointAt(0) ?? 0) >= 0x2190 && SYMBOL.test(char);
}

/** @param {string} text */
function plainDashes(text) {
  return text.replace(DASHES, (run, /** @type {number} */ at) => {
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
    const after = String.fromCodePoint(text.codePointAt(at + run.length) ?? 0x20);
    if (run === "-" || !LETTER.test(after)) return "-";
    if (LETTER.test(before)) return " - ";
    return before === "" || before === " " || before === "\n" ? "--" : "-";
  });
}
