/** Several words in a row, as the page's language sets them apart: "Amira, by 1 April". */
import { t } from "../core/words.js";

/**
 * What says something of these; "" for nothing.
 * @param {readonly (string | undefined)[]} parts
 * @returns {string}
 */
export function listed(parts) {
  return parts.filter(Boolean).join(comma());
}

/**
 * The same as a sentence has it: "the cards, the lessons and the votes".
 * @param {readonly string[]} parts
 * @returns {string}
 */
export function inASentence(parts) {
  const said = parts.filter(Boolean);
  const [last = ""] = said.slice(-1);
  return said.length < 2 ? last : t("{list} and {last}", { list: listed(said.slice(0, -1)), last });
}

/** What stands between two of them. */
export const comma = () => t("{first}, {next}", { first: "", next: "" });
