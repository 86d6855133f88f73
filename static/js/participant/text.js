// The clean-up of workshop/rules/text.py, so that a phone counts what the server will count.

const SAME = new Map([
  ...pairs("\u2018\u2019\u201a\u201b\u2032", "'"),
  ...pairs("\u201c\u201d\u201e\u201f\u2033", '"'),
  ...pairs("\r\u2028\u2029", "\n"),
  ...pairs("\t", " "),
]);
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;
const JOINABLE = /[\p{Lo}\p{Mn}\p{Mc}\p{So}\p{Sk}]/u;
const VARIATION = "\ufe0f";
const JOINERS = new Set(["\u200c", "\u200d", VARIATION]);

/** @param {string} chars @param {string} to @returns {[string, string][]} */
function pairs(chars, to) {
  return [...chars].map((char) => [char, to]);
}

/**
 * What the server will keep of a text: NFC, straight quotes, ordinary spaces, nothing invisible.
 * @param {string} text
 */
export function cleaned(text) {
  const same = [...text.replaceAll("\r\n", "\n")].map((char) => SAME.get(char) ?? char).join("");
  const lines = visible(same.normalize("NFC")).split("\n");
  return lines
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

/** How many characters of a text count. @param {string} text */
export function length(text) {
  return [...cleaned(text)].length;
}

/** @param {string} text */
function visible(text) {
  /** @type {string[]} */
  const kept = [];
  for (const char of text) {
    const stays = shown(char, kept.at(-1) ?? "");
    if (stays) kept.push(stays);
  }
  return kept.join("");
}

/** @param {string} char @param {string} before */
function shown(char, before) {
  if (char === "\n") return char;
  if (JOINERS.has(char)) return JOINABLE.test(before) || before === VARIATION ? char : "";
  if (/\p{Zs}/u.test(char)) return " ";
  return INVISIBLE.test(char) ? "" : char;
}
