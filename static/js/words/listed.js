/** Several words in a row, as the page's language sets them apart: "Amira, by 1 April". */
import { t } from "../core/words.js";

/**
 * What says something of these; "" for nothing.
 * @param {readonly (string | undefined)[]} parts
 * @returns {string}
 */
export function listed(parts) {
  let row = "";
  for (const next of parts) {
    if (next) row = row ? t("{first}, {next}", { first: row, next }) : next;
  }
  return row;
}

/** What stands between two of them, for words that are set apart in a page. */
export const comma = () => t("{first}, {next}", { first: "", next: "" });
