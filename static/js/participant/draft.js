import { ANSWER, HAPPENED, LEARNED } from "../rules/for-phones.js";
import { length } from "./text.js";

/**
 * @typedef {object} Draft
 * @property {string} happened @property {string} learned @property {boolean} may_stand
 * @property {number} [about] the card about which it is an answer; 0 for none
 * @property {boolean} [show_few] whether it may be shown where too few devices write
 * @property {string} [key] that the card of a new draft will have
 * @typedef {"" | "empty" | "happened_empty" | "happened_long" | "learned_long"} Unready
 * @typedef {object} DraftState
 * @property {number} happened how many characters count
 * @property {number} learned
 * @property {boolean} begun whether anything is written
 * @property {Unready} unready why it cannot be sent; "" when it can
 */

/** @type {Readonly<Draft>} */
export const EMPTY = Object.freeze({ happened: "", learned: "", may_stand: false });

/** Where a draft stands, by the server's own limits. @param {Draft} draft @returns {DraftState} */
export function draftState(draft) {
  const happened = length(draft.happened);
  const learned = length(draft.learned);
  return { happened, learned, begun: happened + learned > 0, unready: unready(happened, learned, draft.about ? ANSWER : HAPPENED) };
}

/** @param {number} happened @param {number} learned @param {number} limit @returns {Unready} */
function unready(happened, learned, limit) {
  if (happened + learned === 0) return "empty";
  if (happened === 0) return "happened_empty";
  if (happened > limit) return "happened_long";
  return learned > LEARNED ? "learned_long" : "";
}
