/** @import { Agenda, Now, StageCommand } from "../protocol.js" */
import { t, tn } from "../core/words.js";
import { following, preceding } from "./following.js";
import { idAt, nameAt, placeOf } from "./names.js";

/** As many lessons as the room takes along at most, where some tie for the last place. */
const MOST_TAKEN = 5;

/**
 * What was pressed once and waits for its second press: a stage by its position, the end of
 * the voting, or going on although cards were not read.
 * @typedef {number | "end_voting" | "unread" | null} Asked
 */
/**
 * What the one filled button says and does.
 * @typedef {object} Next
 * @property {string} label
 * @property {string} note
 * @property {boolean} hold whether it takes a hold of one second
 * @property {StageCommand | null} command null: the press only asks
 * @property {Asked} asks what it asks for
 */
/**
 * @typedef {object} Standing
 * @property {Now} now
 * @property {Agenda} agenda
 * @property {Asked} asked
 * @property {number} time the server's clock, in seconds
 * @property {readonly string[]} skipped the ids of stages that are left out
 * @property {number} tied how many lessons tie at the cut, with nothing decided about it
 * @property {number} [unread] how many batches of the look-through nobody has read
 * @property {readonly string[]} [givesBack] the ids of stages to which going gives cards back to phones
 * @property {readonly string[]} [endsOnFew] the ids of stages to which going ends a voting on one or
 *   two ballots; the current one for its end
 * @property {number} [chosen] how many lessons are chosen already, beside those that tie
 */

/**
 * The next thing to do, wherever the workshop stands; null when there is nothing more.
 * @param {Standing} standing
 * @returns {Next | null}
 */
export function nextOf(standing) {
  const { now, agenda, asked, skipped } = standing;
  if (now.phase === "sealed") return null;
  if (now.phase === "closed") return seal(now);
  if (ends(now)) return leaveNow(standing);
  if (typeof asked === "number") return toStage(standing, asked);
  if (now.step + 1 < now.steps) return page(now);
  if (votes(now)) return endVoting(standing);
  if (standing.tied && now.kind === "vote") return decide(standing).main;
  if (now.kind === "finish") return seal(now);
  const after = following(agenda, now.position, skipped);
  if (after >= agenda.stages.length) return null;
  if (standing.unread && asked !== "unread") {
    return ask(t("Go on"), unreadWords(standing.unread), "unread");
  }
  return takesHold(standing, after) ? toStage(standing, after) : leave(after);
}

/**
 * The way back: the page before, or at the first page the stage before, which is asked for first.
 * @param {Standing} standing
 * @returns {Next | null}
 */
export function backOf(standing) {
  const { now, agenda, asked, skipped } = standing;
  if (["sealed", "closed"].includes(now.phase) || ends(now)) return null;
  const turn = now.turn;
  if (now.step > 0) return press(t("Back"), "", { type: "step", turn, step: now.step - 1 });
  const before = preceding(agenda, now.position, skipped);
  if (before < 0) return null;
  if (asked !== before) return ask(t("Back"), "", before);
  const label = t("Back to {stage}: press again", { stage: nameAt(agenda, before) });
  return takesHold(standing, before)
    ? ask(t("Back"), "", before)
    : press(label, "", { type: "go", turn, stage: idAt(agenda, before) });
}

/**
 * Whether going to a stage shows what cannot be hidden again, or takes something away.
 * @param {Pick<Standing, "agenda" | "givesBack" | "endsOnFew">} standing
 * @param {number} position
 */
export function takesHold({ agenda, givesBack = [], endsOnFew = [] }, position) {
  const stage = idAt(agenda, position);
  const takes = givesBack.includes(stage) || endsOnFew.includes(stage);
  return takes || agenda.stages[position]?.kind === "reveal";
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
 * more vote; and the other one, where there is a choice.
 * @param {Pick<Standing, "now" | "tied" | "chosen">} standing
 * @returns {{main: Next, other: Next | null}}
 */
export function decide({ now: { turn }, tied, chosen = 0 }) {
  const all = press(tn("Take all {n}", "Take all {n}", tied), t("or the space bar"), {
    type: "take_tied", turn,
  });
  const more = press(t("One more vote, 30 seconds"), t("or the space bar"), {
    type: "run_off", turn,
  });
  return chosen + tied <= MOST_TAKEN ? { main: all, other: more } : { main: more, other: null };
}

/**
 * Whether votes may still be placed.
 * @param {Now} now
 */
export function votes(now) {
  return now.kind === "vote" && (now.phase === "open" || now.phase === "run_off");
}

/** @param {Standing} standing @returns {Next | null} */
function leaveNow(standing) {
  const { now, agenda, time } = standing;
  if (!now.going_to) return null;
  const left = Math.max(0, Math.ceil((now.last_call_ends_at ?? time) - time));
  if (!left) {
    const next = toStage(standing, placeOf(agenda, now.going_to));
    return next.hold ? next : { ...next, note: "" };
  }
  if (now.phase === "few") {
    return ask(t("Wait"), tn("{n} second left to withdraw cards",
      "{n} seconds left to withdraw cards", left), null);
  }
  const note = tn("{n} second left for drafts", "{n} seconds left for drafts", left);
  return press(t("End the last call"), note, { type: "end_last_call", turn: now.turn });
}

/** @param {Standing} standing @param {number} position @returns {Next} */
function toStage(standing, position) {
  const { now, agenda, skipped, tied, unread = 0, givesBack = [], endsOnFew = [] } = standing;
  const hold = takesHold(standing, position);
  const stage = idAt(agenda, position);
  const few = endsOnFew.includes(stage);
  const gives = givesBack.includes(stage);
  const name = { stage: nameAt(agenda, position) };
  const isNext = position === following(agenda, now.position, skipped);
  const label = position === now.position ? t("End the writing")
    : isNext ? t("Next: {stage}", name) : t("Go to {stage}", name);
  const how = hold ? t("Hold for a second") : t("Press again");
  const onward = position > now.position;
  const drafts = onward && now.kind === "write" && now.phase === "open" && now.collecting;
  const note = few ? fewBallots()
    : gives && now.kind === "lessons"
    ? t("{how}. Lessons you have not read go back to their phones.", { how })
    : gives ? t("{how}. The cards go back to their phones.", { how })
    : drafts ? t("{how}. Drafts then have 30 seconds.", { how })
    : onward && tied ? t("{how}. All that tie are taken along.", { how })
    : onward && unread ? `${how}. ${unreadWords(unread)}` : how;
  const go = /** @type {const} */ ({ type: "go", turn: now.turn, stage });
  const known = { ...(gives ? { give_back: true } : {}), ...(few ? { few: true } : {}) };
  return { ...press(label, note, { ...go, ...known }), hold };
}

/** Why an end of the voting is held. */
const fewBallots = () => t("Hold for a second. So few ballots would show whose they are.");

/** @param {number} batches */
function unreadWords(batches) {
  return tn("{n} batch of cards is not read yet.", "{n} batches of cards are not read yet.", batches);
}

/** @param {Now} now @returns {Next} */
function page(now) {
  const cards = now.kind === "reveal" && now.page_size === 1;
  const label = !cards ? t("Next page") : now.step ? t("Next card") : t("First card");
  return press(label, t("or the space bar"), { type: "step", turn: now.turn, step: now.step + 1 });
}

/** @param {Standing} standing @returns {Next} */
function endVoting({ now, agenda, asked, endsOnFew = [] }) {
  if (endsOnFew.includes(idAt(agenda, now.position))) {
    const end = /** @type {const} */ ({ type: "end_voting", turn: now.turn, few: true });
    return { ...press(t("End the voting"), fewBallots(), end), hold: true };
  }
  if (asked !== "end_voting") return ask(t("End the voting"), t("or the space bar"), "end_voting");
  const note = t("Press again. No vote moves then, unless you open it again.");
  return press(t("End the voting now"), note, { type: "end_voting", turn: now.turn });
}

/** @param {Now} now @returns {Next} */
function seal(now) {
  const label = t("Finish and erase traces");
  const note = t("Hold for a second. Only the summary stays.");
  return { ...press(label, note, { type: "seal", turn: now.turn }), hold: true };
}

/** @param {number} position @returns {Next} */
const leave = (position) => ask(t("Go on"), t("or the space bar"), position);

/** @param {string} label @param {string} note @param {Asked} asks @returns {Next} */
function ask(label, note, asks) {
  return { label, note, hold: false, command: null, asks };
}

/** @param {string} label @param {string} note @param {StageCommand} command @returns {Next} */
function press(label, note, command) {
  return { label, note, hold: false, command, asks: null };
}
