/** What the summary keeps of a workshop, and what is erased: in one order, for every screen that says it. */
import { t, tn } from "../core/words.js";
import { LETTERS_FOR } from "../rules/for-phones.js";
import { inASentence } from "./in-a-sentence.js";

/** @typedef {{ get(path: any): any }} Known the entries of any view */

/** What the summary keeps, and of pretend people how long. @param {Known} room */
export const keptWords = (room) => (
  inARow(keeps(room), lettersWords(room), trialWords(room.get("workshop")))
);

/**
 * What the summary keeps, as a list: first what is counted, each with its figure.
 * @param {Known} room @returns {{ n: number | null, words: string }[]}
 */
export function keptList(room) {
  const { lessons = [], commitments = [] } = /** @type {Partial<Finish>} */ (room.get("finish") ?? {});
  const counted = [
    { n: lessons.length, words: tn("chosen lesson", "chosen lessons", lessons.length) },
    { n: commitments.length, words: tn("commitment", "commitments", commitments.length) },
  ];
  const named = namedOf(room).filter(Boolean).map((words) => ({ n: null, words }));
  return [...counted.filter(({ n }) => n), ...named];
}

/**
 * What is erased at the end, item by item; never one for what was never there. `unread` are the
 * tellers whose letters nobody gets to read: whether there were any is not said.
 * @param {Agenda["stages"]} stages @param {Letters["to"]} [unread] @returns {string[]}
 */
export function erasedList(stages, unread = []) {
  const has = (/** @type {string[]} */ ...kinds) => stages.some(({ kind }) => kinds.includes(kind));
  return [
    has("ask_how") ? t("Cards and answers not in the summary")
      : has("write") ? t("Cards, except those allowed into the summary") : "",
    has("vote") ? t("Ballots; the totals are kept") : "",
    has("story", "reveal") ? t("Taps on “Been there”") : "",
    ...new Set(unread.map(({ name }) => lettersTo(name))),
    t("The list of devices"),
    t("The code"),
  ].filter(Boolean);
}

/**
 * Like `keptWords`, but says what becomes of the rest, too; not while a seal is under way, when nobody
 * here knows whether there are letters.
 * @param {Known} room @param {boolean} [several] whether the server runs on several machines
 */
export const keptAndErased = (room, several = false) => inARow(
  keeps(room), lettersWords(room), room.get("now")?.phase === "closed" ? "" : erasedWords(!several),
  trialWords(room.get("workshop")),
);

/** What becomes of letters, which are no part of the summary; "" where there are none. @param {Known} room */
export function lettersWords(room) {
  const { sealed, letters = [] } = /** @type {Partial<Finish>} */ (room.get("finish") ?? {});
  if (sealed && letters.length) {
    return t("Letters to the teller wait {days} days for the facilitator, apart from the summary.",
      { days: LETTERS_FOR });
  }
  const { to = [] } = /** @type {Partial<Letters>} */ (room.get("letters") ?? {});
  return inARow(...new Set(to.map(({ name }) => waitWords(name))));
}

/** @param {string} name */
const waitWords = (name) => t(
  "{letters}, if enough people wrote one, wait {days} days for the facilitator, apart from the summary.",
  { letters: lettersTo(name), days: LETTERS_FOR },
);

/** @param {string} name "" for a teller who is not named */
export const lettersTo = (name) => (name ? t("Letters to {name}", { name }) : t("Letters to the teller"));

/** What is said once all is erased that goes. @param {Known} room */
export const sealedWords = (room) => (room.get("finish")?.letters?.length
  ? t("Everything is erased except the summary and the letters.")
  : t("Everything is erased except the summary."));

/**
 * What becomes of all that the summary does not keep. A database on several machines has copies that
 * can be read for two more days.
 * @param {boolean} [everyCopy]
 */
export const erasedWords = (everyCopy = false) => (everyCopy
  ? t("Everything else is erased, in every copy.")
  : t("Everything else is erased."));

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
  const { meets = "" } = /** @type {Partial<Finish>} */ (room.get("finish") ?? {});
  const has = (/** @type {string[]} */ ...kinds) => stages.some(({ kind }) => kinds.includes(kind));
  return [
    storyWords(room),
    has("follow_up") ? t("what became of earlier commitments") : "",
    t("the list of lessons"),
    has("vote") ? t("the totals of the vote") : "",
    has("write") ? t("the cards whose writers allowed it") : "",
    meets ? t("the day of the next meeting") : "",
    t("answers to both questions from five or more"),
  ];
}

/** A summary has the whole story, and whose it is. @param {Known} room */
function storyWords(room) {
  const { stories = [] } = /** @type {Partial<Finish>} */ (room.get("finish") ?? {});
  const named = stories.filter(Boolean).length;
  if (stories.length > 1) {
    return named > 1 ? t("both stories with their tellers’ names")
      : named ? t("both stories with the name of one teller") : t("both stories");
  }
  if (!stories.length) return "";
  return named ? t("the story with its teller’s name") : t("the story");
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
