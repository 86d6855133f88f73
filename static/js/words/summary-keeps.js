/** What the summary keeps of a workshop: one list in one order, for every screen that says it. */
/** @import { Agenda, Finish, Workshop } from "../protocol.js" */
import { t, tn } from "../core/words.js";
import { inASentence } from "./in-a-sentence.js";

/** @typedef {{ get(path: any): any }} Known the entries of any view */

/** What the summary keeps, and of pretend people how long. @param {Known} room */
export const keptWords = (room) => inARow(keeps(room), trialWords(room.get("workshop")));

/**
 * What the summary keeps in two ranks: what the room has chosen and taken on, which is counted; then
 * all else.
 * @param {Known} room
 * @returns {[string, string]}
 */
export function keptInTwo(room) {
  const [counted, named] = [countedOf(room), namedOf(room)];
  const [first, also] = counted.some(Boolean)
    ? [sentence(counted), t("Also {what}.", { what: inASentence(named) })]
    : [sentence(named), ""];
  return [first, inARow(also, trialWords(room.get("workshop")))];
}

/** Like `keptWords`, but says what becomes of the rest, too. @param {Known} room */
export const keptAndErased = (room) => (
  inARow(keeps(room), erasedWords(), trialWords(room.get("workshop")))
);

/** What becomes of all that the summary does not keep. */
export const erasedWords = () => t("Everything else is erased, in every copy.");

/** @param {...string} sentences */
const inARow = (...sentences) => sentences.filter(Boolean).join(" ");

/** @param {Known} room */
const keeps = (room) => sentence([...countedOf(room), ...namedOf(room)]);

/** @param {readonly string[]} parts */
const sentence = (parts) => t("The summary keeps {what}.", { what: inASentence(parts) });

/** @param {Known} room */
function countedOf(room) {
  const { lessons = [], commitments = [] } = /** @type {Partial<Finish>} */ (room.get("finish") ?? {});
  return [
    lessons.length ? tn("{n} chosen lesson", "{n} chosen lessons", lessons.length) : "",
    commitments.length ? tn("{n} commitment", "{n} commitments", commitments.length) : "",
  ];
}

/** @param {Known} room */
function namedOf(room) {
  const { stages = [] } = /** @type {Partial<Agenda>} */ (room.get("agenda") ?? {});
  const has = (/** @type {string[]} */ ...kinds) => stages.some(({ kind }) => kinds.includes(kind));
  return [
    has("follow_up") ? t("what became of earlier commitments") : "",
    t("the list of lessons"),
    has("vote") ? t("the totals of the vote") : "",
    has("write") ? t("the cards whose writers allowed it") : "",
    t("answers from five people or more"),
  ];
}

/**
 * What becomes of the summary of pretend people; "" for that of real ones.
 * @param {Pick<Workshop, "trial" | "rehearsal"> | undefined} workshop
 */
export function trialWords(workshop) {
  if (!workshop?.trial) return "";
  return workshop.rehearsal
    ? t("When the rehearsal ends, the summary is erased, too.")
    : t("When the trial ends, the summary is erased, too.");
}
