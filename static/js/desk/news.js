import { t, tn } from "../core/words.js";
import { LAST_CALL } from "../rules/for-desks.js";
import { nameAt } from "./stage-at.js";
import { votes } from "./next.js";

/** Seconds between two sentences about how many are here. */
const SELDOM = 20;
const MINUTE = 60;

/**
 * @typedef {object} Heard where the workshop stood when it was last looked
 * @property {number} turn
 * @property {number} position
 * @property {string} phase
 * @property {number} left
 * @property {number | null} here
 * @property {number} dots people who would like to be spoken to
 * @property {boolean} flood whether a great many new devices have come
 */

/**
 * What a screen reader is told: the stage, half of the time, the last minute, its end, who arrives,
 * what the voting gave. Each once, and nothing that can be counted every second.
 */
export class News {
  /** What was said last; it stands until something else is said. */
  words = "";
  /** @type {Heard | null} */
  #before = null;
  #arrivals = { time: 0, here: 0 };

  /** Notes what the desk shows, at least once a second. @param {Desk} desk */
  note(desk) {
    const { turn, position, phase } = desk.now;
    const here = desk.room.tick?.here ?? null;
    const after = { turn, position, phase, left: desk.left, here,
      dots: desk.room.list("check_ins").length, flood: Boolean(desk.room.tick?.flood) };
    const before = this.#before;
    this.#before = after;
    if (before) this.words = this.#news(desk, before, after) || this.words;
  }

  /** @param {Desk} desk @param {Heard} before @param {Heard} after */
  #news(desk, before, after) {
    const stage = nameAt(desk.agenda, after.position);
    if (after.phase === "sealed") return before.phase === "sealed" ? "" : t("Finished.");
    if (after.position !== before.position) return t("Now: {stage}", { stage });
    if (after.phase !== before.phase) return phaseNews(desk);
    if (after.dots > before.dots) return t("Someone would like a word. The note is at the top of the desk.");
    if (after.flood && !before.flood) return t("A great many new devices have come. The top of the desk says how many.");
    return timeNews(desk, before, after, stage) || this.#arrivalNews(desk, after);
  }

  /** @param {Desk} desk @param {Heard} after */
  #arrivalNews({ now, room }, { here }) {
    const time = room.clock.now();
    const { time: last, here: said } = this.#arrivals;
    if (now.kind !== "arrive" || !here || here === said || time - last < SELDOM) return "";
    this.#arrivals = { time, here };
    return tn("{n} is here", "{n} are here", here);
  }
}

/** @param {Desk} desk */
function phaseNews({ now, room }) {
  const answers = now.kind === "ask_how";
  if (now.phase === "few") return answers
    ? t("Few people wrote. Every phone can withdraw its answer.") : t("Few people wrote. Every phone can withdraw its cards.");
  if (now.phase === "last_call") return answers
    ? t("People have {seconds} more seconds to send an unfinished answer.", { seconds: LAST_CALL })
    : t("People have {seconds} more seconds to send an unfinished card.", { seconds: LAST_CALL });
  if (now.phase === "run_off") return t("One more vote, to settle the tie.");
  if (now.kind !== "vote" || votes(now)) return "";
  const tied = room.get("ballot")?.cut_tie.length ?? 0;
  const ended = t("Voting has ended.");
  return tied ? `${ended} ${tn("{n} lesson ties for the last place.",
    "{n} lessons tie for the last place.", tied)}` : ended;
}

/**
 * Time that was added or taken away is no passing of time: only small steps count.
 * @param {Desk} desk @param {Heard} before @param {Heard} after @param {string} stage
 */
function timeNews({ now, agenda }, before, after, stage) {
  if (now.paused || now.ends_at === null || before.turn !== after.turn) return "";
  const passed = (/** @type {number} */ mark) => before.left > mark && after.left <= mark;
  const half = (agenda.stages[now.position]?.minutes ?? 0) * MINUTE / 2;
  if (passed(0)) return t("Time is up for {stage}.", { stage });
  if (passed(MINUTE)) return t("One minute left in {stage}.", { stage });
  return half > MINUTE && passed(half) ? t("Half the time for {stage} has passed.", { stage }) : "";
}
