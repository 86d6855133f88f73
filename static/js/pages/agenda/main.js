/**
 * The agenda's editor. The page works without this, by sending its form; with it, stages move at
 * once, the minutes add up, and what everybody sees stands beside.
 */
import { t, tn, useWords } from "../../core/words.js";
import {
  add, move, nameOf, open, openPlace, read, rowOf, rows, rulesAtArrival, sayName, takeOut,
} from "./stages.js";
import { showFaces } from "./faces.js";

/** A stage moved by its grip: dragged by a mouse or a finger, or by the arrow keys. */

/** Pixels: of the window's edge, and of the page in one frame there. */
const EDGE = 104;
const STEP = 9;

/** @param {HTMLElement} list the rows @param {(row: HTMLElement) => void} moved */
function letDrag(list, moved) {
  list.addEventListener("pointerdown", (event) => begin(list, event, moved));
  list.addEventListener("keydown", (event) => byKey(event, moved));
}

/** @param {Event} event @returns {HTMLElement | null} */
const gripOf = (event) =>
  event.target instanceof HTMLElement ? event.target.closest(".agenda-grip") : null;

/** @param {Element} part @returns {HTMLElement} */
const rowAround = (part) => /** @type {HTMLElement} */ (part.closest(".agenda-stage"));

/** @param {KeyboardEvent} event @param {(row: HTMLElement) => void} moved */
function byKey(event, moved) {
  const grip = gripOf(event);
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!grip || !by) return;
  event.preventDefault();
  if (move(rowAround(grip), by)) moved(rowAround(grip));
  grip.scrollIntoView({ block: "nearest" });
}

/**
 * While it is held the rows are closed, and it changes places with whichever row it has passed the
 * middle of; at the window's edge the page moves on under it.
 * @param {HTMLElement} list @param {PointerEvent} event @param {(row: HTMLElement) => void} moved
 */
function begin(list, event, moved) {
  const grip = gripOf(event);
  if (!grip || event.button !== 0) return;
  const row = rowAround(grip);
  const first = rows().indexOf(row);
  let y = event.clientY;
  let held = true;
  grip.setPointerCapture(event.pointerId);
  mark(list, row, true);
  // What closed above the finger must not carry the row away from under it.
  scrollBy(0, grip.getBoundingClientRect().top - y + grip.offsetHeight / 2);
  const follow = (/** @type {PointerEvent} */ at) => (y = at.clientY);
  const frame = () => {
    if (!held) return;
    scrollBy(0, pull(y));
    while (passes(row, y));
    requestAnimationFrame(frame);
  };
  const end = () => {
    held = false;
    while (passes(row, y));
    grip.removeEventListener("pointermove", follow);
    mark(list, row, false);
    if (rows().indexOf(row) !== first) moved(row);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("lostpointercapture", end, { once: true });
  frame();
}

/** @param {HTMLElement} list @param {HTMLElement} row @param {boolean} held */
function mark(list, row, held) {
  list.toggleAttribute("data-dragging", held);
  row.toggleAttribute("data-held", held);
}

/** How far the page moves in a frame. @param {number} y */
function pull(y) {
  if (y < EDGE) return -STEP;
  return y > innerHeight - EDGE ? STEP : 0;
}

/** Moves a row by one place, if the pointer has passed its neighbour's middle. */
function passes(/** @type {HTMLElement} */ row, /** @type {number} */ y) {
  const all = rows();
  const at = all.indexOf(row);
  const [before, after] = [all[at - 1], all[at + 1]];
  if (after && y >= middle(after)) return move(row, 1);
  return before !== undefined && y <= middle(before) && move(row, -1);
}

/** @param {HTMLElement} row */
function middle(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return (top + bottom) / 2;
}

/** @param {() => boolean} changed */
function askBeforeLeaving(changed) {
  let sends = false;
  // After the page has asked whether the server is there: while it is not, nothing is sent.
  addEventListener("submit", (event) => (sends = !event.defaultPrevented));
  addEventListener("beforeunload", (event) => {
    if (changed() && !sends) event.preventDefault();
  });
}

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (byId("agenda"));
const place = byId("seen");
const story = JSON.parse(place.dataset.story ?? "{}");
const undo = byId("undo");
const most = Number(form.dataset.limit);
let changed = form.dataset.changed === "yes" || typedBefore();

useWords(JSON.parse(place.dataset.words ?? "{}"), document.documentElement.lang);

/** Whether somebody was faster than this script. */
function typedBefore() {
  const fields = form.querySelectorAll("input.field-input, textarea.field-input");
  return /** @type {HTMLInputElement[]} */ ([...fields]).some(
    (one) => one.value !== one.defaultValue,
  );
}

function draw() {
  const stages = rows().map(read);
  showFaces(place, stages, openPlace(), story);
  byId("rules").hidden = !rulesAtArrival();
  const n = stages.reduce((sum, stage) => sum + stage.minutes, 0);
  byId("minutes").textContent = tn("{n} minute", "{n} minutes", n);
}

function change() {
  changed = true;
  byId("state").textContent = t("Not saved yet.");
  draw();
}

/** Also tells the page's other modules of a change that nobody has typed. */
function changeStages() {
  change();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {HTMLElement} row */
function moved(row) {
  const values = { stage: nameOf(row), n: rows().indexOf(row) + 1, count: rows().length };
  byId("news").textContent = t("{stage} is now stage {n} of {count}.", values);
  changeStages();
}

/** @param {HTMLElement} row @param {number} by */
function step(row, by) {
  if (move(row, by)) moved(row);
}

function addChosen() {
  if (rows().length >= most) return;
  const row = add(/** @type {HTMLSelectElement} */ (byId("add")).value);
  letGrip(row);
  row.scrollIntoView({ block: "nearest" });
  /** @type {HTMLElement} */ (row.querySelector(".agenda-name")).focus();
  moved(row);
}

/** What was typed in a stage goes with it, so it can be put back. @param {HTMLElement} row */
function removeIt(row) {
  const words = t("{stage} has been removed.", { stage: nameOf(row) });
  for (const id of ["gone", "news"]) byId(id).textContent = words;
  const back = takeOut(row);
  undo.hidden = false;
  byId("put-back").onclick = () => {
    undo.hidden = true;
    back();
    moved(row);
    /** @type {HTMLElement} */ (row.querySelector(".agenda-name")).focus();
  };
  changeStages();
}

/** @type {Record<string, (row: HTMLElement) => void>} */
const ACTS = {
  up: (row) => step(row, -1),
  down: (row) => step(row, 1),
  remove: removeIt,
  open: (row) => (open(row.hasAttribute("data-open") ? "" : (row.dataset.key ?? "")), draw()),
};

/** @param {MouseEvent} event */
function press(event) {
  const pressed = event.target instanceof Element ? event.target.closest("button[name=do]") : null;
  const [act = "", key = ""] = pressed?.getAttribute("value")?.split(":") ?? [];
  const row = rowOf(key);
  if (!pressed || act === "save") return;
  event.preventDefault();
  if (act === "add") addChosen();
  else if (row) ACTS[act]?.(row);
}

/** @param {HTMLElement} row */
function letGrip(row) {
  const grip = /** @type {HTMLElement | null} */ (row.querySelector(".agenda-grip"));
  if (grip) grip.hidden = false;
}

form.addEventListener("click", press);
form.addEventListener("input", (event) => {
  const field = /** @type {HTMLElement} */ (event.target);
  const row = /** @type {HTMLElement | null} */ (field.closest(".agenda-stage"));
  if (row && field.id.startsWith("name-")) sayName(row);
  if (field.id !== "add") change();
});
rows().forEach(letGrip);
letDrag(byId("stages"), moved);
askBeforeLeaving(() => changed);
draw();
