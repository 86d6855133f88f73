/** @import { StageCommand } from "../protocol.js" */
import { t, tn } from "../core/words.js";
import { LAST_CALL, MOST_TAKEN, RUN_OFF } from "../rules/for-desks.js";
import { SENDS_CARDS } from "../rules/kinds.js";
import { following, preceding } from "./stages-around.js";
import { idAt, nameAt, placeOf } from "./stage-at.js";

/**
 * Something that can be pressed: one press, or a hold of one second where it takes something away.
 * @typedef {object} Next
 * @property {string} label what it will do
 * @property {string} note
 * @property {boolean} hold
 * @property {StageCommand | null} command null where there is nothing to do but wait
 * @property {readonly Loss[]} takes what goes with it, or cannot be undone after it
 */
/**
 * @typedef {object} Standing
 * @property {Now} now
 * @property {Agenda} agenda
 * @property {number} time the server's clock, in seconds
 * @property {readonly string[]} skipped the ids of stages that are left out
 * @property {readonly Goes[]} goes what each act would take away
 * @property {boolean} [wall] whether cards go up on a live wall, of which the rest is read first
 * @property {number} [tied] how many lessons tie at the cut, with nothing decided about it
 * @property {boolean} [lot] whether one more vote cannot decide, or did not
 * @property {number} [pick] the card that is picked to ask about; 0 for none
 * @property {boolean} [askable] whether there is a card to pick
 * @property {number} [over] how many lessons more than the ballot takes
 * @property {number} [chosen] how many lessons are chosen already, beside those that tie
 */
/** @typedef {Goes["act"]} Act */

/**
 * The next thing to do, wherever the workshop stands; null when there is nothing more.
 * @param {Standing} standing @returns {Next | null}
 */
export function nextOf(standing) {
  const { now, agenda, skipped } = standing;
  if (now.phase === "sealed") return null;
  if (now.phase === "closed") return ending(standing, "seal", t("Finish and erase the rest"), true);
  if (ends(now)) return leaveNow(standing);
  if (standing.pick) return askAbout(standing, standing.pick);
  if (standing.askable && now.phase === "picking") return press(t("Pick a card first"), "", null);
  if (now.phase === "reading") return toStage(standing, now.position);
  if (now.step + 1 < now.steps) return page(now);
  if (votes(now)) return ending(standing, "end_voting", t("End the voting"));
  if (now.adding) return press(t("Close adding"), pressNote(), closeAdding(now));
  if (standing.tied && now.kind === "vote") return decide(standing).main;
  if (now.kind === "finish") return ending(standing, "seal", t("Finish and erase the rest"), true);
  const after = following(agenda, now.position, skipped);
  if (standing.over && now.kind === "lessons" && agenda.stages[after]?.kind === "vote") {
    return press(tn("Merge or leave out one first", "Merge or leave out {n} first", standing.over), "", null);
  }
  return after < agenda.stages.length ? toStage(standing, after) : null;
}

/**
 * The way back: the page before, or at the first page the stage before.
 * @param {Standing} standing @returns {Next | null}
 */
export function backOf(standing) {
  const { now, agenda, skipped } = standing;
  if (["sealed", "closed"].includes(now.phase) || ends(now)) return null;
  const { turn } = now;
  if (now.step > 0) return press(t("Back"), "", { type: "step", turn, step: now.step - 1 });
  const before = preceding(agenda, now.position, skipped);
  if (before < 0) return null;
  const label = t("Back to {stage}", { stage: nameAt(agenda, before) });
  return { ...toStage(standing, before), label };
}

/**
 * To the stage at a position, from wherever the workshop stands.
 * @param {Standing} standing @param {number} position @returns {Next}
 */
export function toStage(standing, position) {
  const { now, agenda, skipped } = standing;
  const name = { stage: nameAt(agenda, position) };
  const isNext = position === following(agenda, now.position, skipped);
  const isEnd = position === now.position || ((standing.wall || now.kind === "ask_how") && writes(now));
  const label = isEnd && now.phase === "reading" ? t("Show the answers")
    : isEnd ? t("End writing")
    : isNext ? t("Next: {stage}", name) : t("Go to {stage}", name);
  const stage = idAt(agenda, position);
  const takes = takenBy(standing, "go", stage);
  const drafts = position > now.position && SENDS_CARDS.includes(now.kind) && now.phase === "open";
  const note = drafts && now.collecting ? t("Last call, {seconds} s", { seconds: LAST_CALL }) : pressNote();
  /** @type {StageCommand} */
  const go = { type: "go", turn: now.turn, stage, said: [...takes] };
  return held(press(label, note, go), takes);
}

/** @param {Now} now */
const writes = ({ kind, phase, collecting }) => SENDS_CARDS.includes(kind) && phase === "open" && collecting;

/** Asks every phone about a card; the answers on show go with it. @param {Standing} standing @param {number} card @returns {Next} */
function askAbout(standing, card) {
  const takes = takenBy(standing, "ask_about");
  const { turn } = standing.now;
  return held(press(t("Ask about it"), t("On every phone"), { type: "ask_about", turn, card, said: [...takes] }), takes);
}

/**
 * Ends something, or opens it anew.
 * @param {Standing} standing @param {Exclude<Act, "go" | "ask_about">} type @param {string} label
 * @param {boolean} [always] whether it is held whatever it takes away
 * @returns {Next}
 */
export function ending(standing, type, label, always = false) {
  const takes = takenBy(standing, type);
  const command = { type, turn: standing.now.turn, said: [...takes] };
  const next = held(press(label, pressNote(), command), takes);
  return always ? { ...next, hold: true, note: holdNote() } : next;
}

/**
 * Whether writing is about to end: in the last call, and while cards can be withdrawn after it.
 * @param {Pick<Now, "phase">} now
 */
export function ends({ phase }) {
  return phase === "last_call" || phase === "few";
}

/**
 * What to do about a tie for the last place: all of them while that makes five or fewer, else one
 * more vote; where that decides nothing, a lot. And what else there is to choose.
 * @param {Pick<Standing, "now" | "tied" | "chosen" | "lot">} standing
 * @returns {{main: Next, others: Next[]}}
 */
export function decide({ now: { turn }, tied = 0, chosen = 0, lot = false }) {
  const taken = tied === 2 ? t("Choose both") : tn("Choose all {n}", "Choose all {n}", tied);
  const all = press(taken, pressNote(), { type: "take_tied", turn });
  const more = press(t("One more vote, {seconds} seconds", { seconds: RUN_OFF }), pressNote(), {
    type: "run_off", turn,
  });
  const drawn = press(t("Draw by lot"), pressNote(), { type: "draw_lots", turn });
  const ways = [...(chosen + tied <= MOST_TAKEN ? [all] : []), ...(lot ? [drawn, more] : [more])];
  return { main: /** @type {Next} */ (ways[0]), others: ways.slice(1) };
}

/** Whether votes may still be placed. @param {Now} now */
export function votes(now) {
  return now.kind === "vote" && (now.phase === "open" || now.phase === "run_off");
}

/**
 * What an act takes away, as the server says it.
 * @param {Pick<Standing, "goes">} standing @param {Act} act @param {string} [to]
 * @returns {readonly Loss[]}
 */
function takenBy({ goes }, act, to = "") {
  return goes.find((one) => one.act === act && one.to === to)?.takes ?? [];
}

/** Whether the time to add lessons is over. @param {Now} now @param {number} time the server's */
export const addingIsOver = ({ adding, adding_closes: closes }, time) => (
  Boolean(adding) && time >= (closes ?? Infinity)
);

/** Whether the last call, or the time to withdraw, is over. @param {Now} now @param {number} time the server's */
export const isCallOver = ({ last_call_ends_at: ends }, time) => (ends ?? time) <= time;

/** Closes the list of lessons for phones. @param {Now} now */
export const closeAdding = ({ turn }) => /** @type {const} */ ({ type: "close_adding", turn });

/** @param {Standing} standing @returns {Next | null} */
function leaveNow(standing) {
  const { now, agenda, time } = standing;
  if (!now.going_to) return null;
  if (isCallOver(now, time)) return toStage(standing, placeOf(agenda, now.going_to));
  // The clock has the seconds: a second figure would lag behind it.
  const withdraws = now.kind === "ask_how" ? t("Answers can still be withdrawn.") : t("Cards can still be withdrawn.");
  return press(t("Wait"), now.phase === "few" ? withdraws : t("Drafts can still be sent."), null);
}

/** @param {Now} now @returns {Next} */
function page(now) {
  const cards = now.kind === "reveal" && now.page_size === 1;
  const label = !cards ? t("Next page") : now.step ? t("Next card") : t("First card");
  return press(label, pressNote(), { type: "step", turn: now.turn, step: now.step + 1 });
}

/** @param {Next} next @param {readonly Loss[]} takes @returns {Next} */
function held(next, takes) {
  return takes.length ? { ...next, takes, hold: true, note: holdNote() } : next;
}

/** @param {string} label @param {string} note @param {StageCommand | null} command @returns {Next} */
function press(label, note, command) {
  return { label, note, hold: false, command, takes: [] };
}

/** The key that does the same, where there are keys. */
const pressNote = () => (isTouched() ? "" : t("or the space bar"));
const isTouched = () => globalThis.matchMedia?.("(pointer: coarse)").matches;
const holdNote = () => t("Hold for a second");
