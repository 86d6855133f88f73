import { alike } from "./lesson-rows.js";

/** @typedef {"down" | "up" | "pick" | "split" | "edit" | "out" | "undo" | "drop"} LessonAct */

const ROW = "[data-lesson]";
/** The places of the focus in the list. */
const STOPS = ".desk-lesson-words, .desk-lesson-under";

/** @typedef {{lessons: string[], into: string}} Asked by their ids; `into` speaks for itself */

export class Merging {
  /** The lesson of which the acts are shown; "" for none. */
  open = "";
  /** The lesson that waits for the one under which it goes; "" for none. */
  lesson = "";
  /** The lessons that are to be merged, or the one to say in other words, as soon as the words are
   * chosen. @type {Asked | null} */
  asked = null;
}

/** The id of the first choice of words. */
export const FIRST_WORDS = "desk-merge-words";
/** The id of the field for other words. */
export const EDITED_WORDS = "desk-merge-edited";

/** Asks in which words the lesson that was picked up joins another one. @param {Desk} desk @param {string} into */
export function merge(desk, into) {
  const { lesson } = desk.atStage(Merging);
  const top = topOf(desk, into);
  if (top === lesson) drop(desk);
  else askWords(desk, { lessons: [lesson], into: top });
}

/** The lesson that speaks for one. @param {Desk} desk @param {string} id @returns {string} */
export function topOf(desk, id) {
  const parent = desk.room.get(`lessons/${id}`)?.parent;
  return parent ? topOf(desk, parent) : id;
}

/** @param {Desk} desk @param {Asked} asked */
export function askWords(desk, asked) {
  desk.change((own) => Object.assign(own.atStage(Merging), { open: "", lesson: "", asked }));
  document.getElementById(FIRST_WORDS)?.focus();
}

/** Asks for other words of a lesson. @param {Desk} desk @param {string} lesson */
export function edit(desk, lesson) {
  askWords(desk, { lessons: [], into: lesson });
  document.getElementById(EDITED_WORDS)?.focus();
}

/** Has the room see these words of what is asked about. @param {Desk} desk @param {string} words */
export function sayAs(desk, words) {
  const { asked } = desk.atStage(Merging);
  drop(desk);
  if (!asked) return;
  const { lessons, into } = asked;
  document.getElementById(`lesson-${into}`)?.focus(); // its button is gone
  const [lesson, ...others] = lessons;
  if (!lesson) desk.press({ type: "reword", lesson: into, words });
  else if (others.length) desk.press({ type: "merge_all", lessons, into, words });
  else desk.press({ type: "merge", lesson, into, words });
}

/**
 * A press on a lesson: what was picked up goes under it; else its acts are shown, or no more.
 * @param {Desk} desk @param {DeskLessonEntry} one
 */
export function pressed(desk, { id, left_out: out }) {
  const merging = desk.atStage(Merging);
  if (merging.lesson === id) drop(desk);
  else if (!desk.room.get(`lessons/${merging.lesson}`)) {
    desk.change(() => (merging.open = merging.open === id ? "" : id));
    bringOpenIntoView();
  } else if (!out) merge(desk, id);
}

/** One of the last has its acts below what is in view. */
const bringOpenIntoView = () => requestAnimationFrame(() => {
  document.querySelector(".desk-lesson[data-open] > .desk-lesson-sheet")?.scrollIntoView({ block: "nearest" });
});

/** A lesson was dropped on another one. @param {Desk} desk @param {DeskLessonEntry} on @param {Event} event */
export function dropsOn(desk, on, event) {
  event.preventDefault();
  if (desk.atStage(Merging).lesson !== on.id) pressed(desk, on);
}

/** Where the tabulator comes into the list: at the open lesson, else at the first. @param {Desk} desk @param {string} id */
export function isStop(desk, id) {
  const lessons = desk.room.list("lessons").filter((one) => !one.parent);
  const { open } = desk.atStage(Merging);
  return (lessons.find((one) => one.id === open) ?? lessons[0])?.id === id;
}

/** Takes a lesson out of its group. @param {Desk} desk @param {string} lesson */
export const split = (desk, lesson) => void desk.press({ type: "split", lesson });

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
  if (act === "split" && lesson.parent) split(desk, lesson.id);
  if (act === "edit" && !lesson.parent && !lesson.left_out) edit(desk, lesson.id);
  if (act === "out" && !lesson.parent) leaveOut(desk, lesson);
  return true;
}

/** To the lesson before or after the one that has the focus. @param {Document} page @param {number} by */
function move(page, by) {
  const stops = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(STOPS)]);
  if (!stops.length) return false;
  const row = rowOf(page);
  const at = stops.findIndex((stop) => stop.closest(ROW) === row);
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by;
  const stop = stops[Math.min(Math.max(next, 0), stops.length - 1)];
  stop?.focus({ preventScroll: true });
  stop?.scrollIntoView({ block: "nearest" });
  return true;
}

/** @param {Desk} desk */
function undo(desk) {
  if (desk.desk.undo) desk.press({ type: "undo_lessons" });
  return desk.desk.undo;
}

/** Whether anything is open, picked up or asked about. @param {Merging} merging */
export const isBusy = ({ open, lesson, asked }) => open !== "" || lesson !== "" || asked !== null;

/** Lets go of what is. @param {Desk} desk */
export function drop(desk) {
  const merging = desk.atStage(Merging);
  const held = isBusy(merging);
  if (held) desk.change(() => Object.assign(merging, { open: "", lesson: "", asked: null }));
  return held;
}

/** Merges a lesson with those that may say the same, picks it up, or puts the one picked up under it. @param {Desk} desk @param {DeskLessonEntry} one */
function pick(desk, one) {
  const { id, left_out: out } = one;
  const group = alike(desk).find((lessons) => lessons.some((other) => other.id === id));
  if (desk.atStage(Merging).lesson) pressed(desk, one);
  else if (group) askWords(desk, { lessons: group.map((other) => other.id), into: group[0]?.id ?? id });
  else if (!out) pickUp(desk, id);
}

/** @param {Desk} desk @param {string} lesson "" for none */
export function pickUp(desk, lesson) {
  desk.change((own) => Object.assign(own.atStage(Merging), { open: "", lesson, asked: null }));
}

/** The lesson that has the focus; else the open one: a press with a pointer leaves no focus. @param {Desk} desk @param {Document} page */
function focused(desk, page) {
  const id = rowOf(page)?.getAttribute("data-lesson") ?? desk.atStage(Merging).open;
  return desk.room.list("lessons").find((one) => one.id === id);
}

/** @param {Document} page */
const rowOf = (page) => page.activeElement?.closest(ROW);
