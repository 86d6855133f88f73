import { t } from "../core/words.js";
import { listed } from "./listed.js";

/**
 * Several words as a sentence has them: "the cards, the lessons and the votes".
 * @param {readonly string[]} parts @returns {string}
 */
export function inASentence(parts) {
  const said = parts.filter(Boolean);
  const [last = ""] = said.slice(-1);
  return said.length < 2 ? last : t("{list} and {last}", { list: listed(said.slice(0, -1)), last });
}
