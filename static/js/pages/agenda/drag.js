/** A stage moved by its grip: dragged by a mouse or a finger, or by the arrow keys. */
import { move, rows } from "./stages.js";

/** Pixels: of the window's edge, and of the page in one frame there. */
const EDGE = 104;
const STEP = 9;

/**
 * @param {HTMLElement} list the rows
 * @param {(row: HTMLElement) => void} moved
 */
export function letDrag(list, moved) {
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
