/** @typedef {"down" | "up" | "pick" | "split" | "out" | "undo" | "drop"} LessonAct */

const ROW = "[data-lesson]";

/** @typedef {{lessons: string[], into: string}} Asked by their ids; `into` speaks for itself */

export class Merging {
  /** The lesson that waits for the one under which it goes; "" for none. */
  lesson = "";
  /** The lessons that are to be merged as soon as their words are chosen. @type {Asked | null} */
  asked = null;
}

/** The id of the first choice of words. */
export const FIRST_WORDS = "desk-merge-words";

/** Asks in which words the lesson that was picked up joins another one. @param {Desk} desk @param {string} into */
export function merge(desk, into) {
  const { lesson } = desk.atStage(Merging);
  const top = topOf(desk, into);
  if (top === lesson) drop(desk);
  else askWords(desk, { lessons: [lesson], into: top });
}

/** The lesson that speaks for one. @param {Desk} desk @param {string} id @returns {string} */
function topOf(desk, id) {
  const parent = desk.room.get(`lessons/${id}`)?.parent;
  return parent ? topOf(desk, parent) : id;
}

/** @param {Desk} desk @param {Asked} asked */
export function askWords(desk, asked) {
  desk.change((own) => Object.assign(own.atStage(Merging), { lesson: "", asked }));
  document.getElementById(FIRST_WORDS)?.focus();
}

/** Merges what is asked about; the room then sees these words. @param {Desk} desk @param {string} words */
export function mergeAs(desk, words) {
  const { asked } = desk.atStage(Merging);
  drop(desk);
  const [lesson, ...others] = asked?.lessons ?? [];
  if (!asked || !lesson) return;
  const { lessons, into } = asked;
  document.getElementById(`lesson-${into}`)?.focus(); // its button is gone
  if (others.length) desk.press({ type: "merge_all", lessons, into, words });
  else desk.press({ type: "merge", lesson, into, words });
}

/** Leaves a lesson off the ballot, or puts it back. @param {Desk} desk @param {DeskLessonEntry} one */
export function leaveOut(desk, { id, left_out: out }) {
  desk.press({ type: "leave_out", lesson: id, on: !out });
}

/**
 * Does by a key what the buttons of the list do, with the lesson that has the focus.
 * @param {Desk} desk @param {LessonAct} act @param {Document} page
 * @returns {boolean} whether the key was for the list; else it is the browser's
 */
export function actOnLesson(desk, act, page) {
  if (desk.now.kind !== "lessons" || desk.over) return false;
  if (act === "up" || act === "down") return move(page, act === "up" ? -1 : 1);
  if (act === "undo") return undo(desk);
  if (act === "drop") return drop(desk);
  const lesson = focused(desk, page);
  if (!lesson) return false;
  if (act === "pick") pick(desk, lesson);
  if (act === "split" && lesson.parent) desk.press({ type: "split", lesson: lesson.id });
  if (act === "out" && !lesson.parent) leaveOut(desk, lesson);
  return true;
}

/** @param {Document} page @param {number} by */
function move(page, by) {
  const rows = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(ROW)]);
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row === rowOf(page));
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return true;
}

/** @param {Desk} desk */
function undo(desk) {
  if (desk.desk.undo) desk.press({ type: "undo_lessons" });
  return desk.desk.undo;
}

/** Lets go of what was picked up, or is asked about. @param {Desk} desk */
export function drop(desk) {
  const merging = desk.atStage(Merging);
  const held = merging.lesson !== "" || merging.asked !== null;
  if (held) desk.change(() => Object.assign(merging, { lesson: "", asked: null }));
  return held;
}

/** Picks a lesson up, or puts the one picked up under it. @param {Desk} desk @param {DeskLessonEntry} on */
function pick(desk, { id, left_out: out }) {
  const { lesson } = desk.atStage(Merging);
  if (lesson === id) drop(desk);
  else if (out) return;
  else if (lesson) merge(desk, id);
  else pickUp(desk, id);
}

/** @param {Desk} desk @param {string} lesson */
export function pickUp(desk, lesson) {
  desk.change((own) => Object.assign(own.atStage(Merging), { lesson, asked: null }));
}

/** @param {Desk} desk @param {Document} page */
function focused(desk, page) {
  const id = rowOf(page)?.getAttribute("data-lesson");
  return desk.room.list("lessons").find((one) => one.id === id);
}

/** @param {Document} page */
const rowOf = (page) => page.activeElement?.closest(ROW);
