/** Several words in a row, as the page's language sets them apart: "Amira, by 1 April". */
import { apart, t } from "../core/words.js";

/**
 * What says something of these; "" for nothing.
 * @param {readonly (string | undefined)[]} parts @returns {string}
 */
export function listed(parts) {
  return parts.flatMap((part) => (part ? [apart(part)] : [])).join(comma());
}

/** What stands between two of them. */
export const comma = () => t("{first}, {next}", { first: "", next: "" });
