import { apart, localeOf } from "../core/words.js";
import { CODE_LENGTH } from "../rules/for-desks.js";
import { comma } from "../words/listed.js";

/**
 * A sentence in three parts around a name, so that the name can be set apart.
 * @param {(name: string) => string} sentence
 * @returns {[string, string]} what stands before the name, and after it
 */
export function aroundName(sentence) {
  const [before = "", after = ""] = sentence("\u0001").split("\u0001");
  return [before, after];
}

/**
 * Who told a story, after the name: their work and place, as far as they gave them.
 * @param {Story["told_by"]} teller @returns {string}
 */
export function workAndPlace({ work, place }) {
  return [work, place].filter(Boolean).map((part) => `${comma()}${apart(part)}`).join("");
}

/**
 * A day in words, "11 March".
 * @param {string} day "2026-03-11", or what is not a day and stays as it is
 * @param {string} language @returns {string}
 */
export function dayInWords(day, language) {
  if (!/^\d{4}-\d\d-\d\d/.test(day)) return day;
  const format = new Intl.DateTimeFormat(localeOf(language), {
    day: "numeric", month: "long", timeZone: "UTC",
  });
  return format.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

/**
 * A join code in two groups, as it is read aloud; a whole one in three.
 * @param {string} code "K7M4TQ", or "K7M4TQABCD" while someone is trying many
 * @returns {string}
 */
export function spacedCode(code) {
  const plain = code.replace(/[\s-]/g, "");
  if (plain.length < CODE_LENGTH) return code;
  const groups = [plain.slice(0, 3), plain.slice(3, CODE_LENGTH), plain.slice(CODE_LENGTH)];
  return groups.filter(Boolean).join("\u00a0");
}

/**
 * An address as one types it, without what a browser adds by itself.
 * @param {string} address @returns {string}
 */
export function typedAddress(address) {
  return address.replace(/^https?:\/\//, "").replace(/\/$/, "");
}
