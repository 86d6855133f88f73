// The clean-up of workshop/rules/text.py, so that a phone counts what the server will count.
import { ANGLES, BLANK, DASHES, JOINERS, JOINING, SAME, VARIATION } from "../rules/characters.js";
import { remembering } from "./remembering.js";

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;
// Looking behind would stop the module in Safari before 16.4. A pair never ends with a space, so
// taking the space before a pair along finds the same.
const FRENCH =
  /(^|\s)([\u00ab\u2039]) ?([^\u00ab\u00bb\u2039\u203a\n]*?) ?([\u00bb\u203a])/gu;
const RUNS = new RegExp(DASHES, "gu");
const SYMBOL = /[\p{So}\p{Sm}\p{Sk}\p{Cn}]/u;
const LETTER = /\p{L}/u;

/** The two fields of a card and its words on the wall, asked several times for each letter. */
const FEW = 8;

/** @param {string[][]} rows @returns {Map<string, string>} each character and what it becomes */
const pairs = (rows) => new Map(rows.flatMap(([chars = "", to = ""]) => [...chars].map((char) => [char, to])));

const PLAIN = pairs(SAME);
const STRAIGHT = pairs(ANGLES);

/**
 * What the server will keep of a text: NFC, straight quotes, ordinary spaces and dashes, nothing
 * invisible.
 */
export const cleaned = remembering(clean, FEW);

/** @param {string} text */
function clean(text) {
  const same = swap(text.replaceAll("\r\n", "\n"), PLAIN);
  const lines = joined([...same].map(shown).filter(Boolean)).normalize("NFC").split("\n");
  const tidy = lines.map((line) => line.replace(/ +/g, " ").trim()).join("\n");
  return plainDashes(swap(tidy.trim().replace(FRENCH, "$1$2$3$4"), STRAIGHT));
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
  if (char === "\n" || JOINERS.includes(char)) return char;
  if (/\p{Zs}/u.test(char)) return " ";
  if (INVISIBLE.test(char) || BLANK.test(char)) return "";
  return ((char.codePointAt(0) ?? 0) & 0xfffe) === 0xfffe ? "" : char;
}

/**
 * Without the joiners and variation marks that join nothing. What one joins are letters, past the
 * marks on them: NFC changes the order of those.
 * @param {string[]} chars
 */
function joined(chars) {
  /** @type {string[]} */
  const kept = [];
  const following = nextLetters(chars);
  let before = "";
  chars.forEach((char, i) => {
    if (char === VARIATION && !isEmoji(before)) return;
    if (JOINERS.includes(char) && !joins(before, following[i] ?? "")) return;
    kept.push(char);
    if (!isMark(char)) before = char;
  });
  return kept.join("");
}

/** For each sign the next one that is no mark on a letter. @param {string[]} chars */
function nextLetters(chars) {
  let after = "";
  return [...chars].reverse().map((char) => {
    const next = after;
    if (!isMark(char)) after = char;
    return next;
  }).reverse();
}

/** @param {string} char */
const isMark = (char) => char !== VARIATION && /\p{M}/u.test(char);

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
  return text.replace(RUNS, (run, /** @type {number} */ at) => {
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
    const after = String.fromCodePoint(text.codePointAt(at + run.length) ?? 0x20);
    if (run === "-" || !LETTER.test(after)) return "-";
    if (LETTER.test(before)) return " - ";
    return before === "" || before === " " || before === "\n" ? "--" : "-";
  });
}
