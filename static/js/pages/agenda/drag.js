/** A stage moved by its grip: dragged by a mouse or a finger, or by the arrow keys. */
import { move, rows } from "./stages.js";

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
 * While it is held the rows are closed and equally high, and it changes places with whichever row
 * it is over.
 * @param {HTMLElement} list @param {PointerEvent} event @param {(row: HTMLElement) => void} moved
 */
function begin(list, event, moved) {
  const grip = gripOf(event);
  if (!grip || event.button !== 0) return;
  const row = rowAround(grip);
  const first = rows().indexOf(row);
  grip.setPointerCapture(event.pointerId);
  list.toggleAttribute("data-dragging", true);
  row.toggleAttribute("data-held", true);
  // What closed above the finger must not carry the row away from under it.
  scrollBy(0, grip.getBoundingClientRect().top - event.clientY + grip.offsetHeight / 2);
  const follow = (/** @type {PointerEvent} */ at) => follows(row, at.clientY);
  const end = () => {
    grip.removeEventListener("pointermove", follow);
    list.toggleAttribute("data-dragging", false);
    row.toggleAttribute("data-held", false);
    if (rows().indexOf(row) !== first) moved(row);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("lostpointercapture", end, { once: true });
}

/** @param {HTMLElement} row @param {number} y */
function follows(row, y) {
  const all = rows();
  const over = all.findIndex((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return y >= top && y < bottom;
  });
  const way = over < 0 ? 0 : Math.sign(over - all.indexOf(row));
  for (let steps = Math.abs(over - all.indexOf(row)); way && steps > 0; steps -= 1) move(row, way);
}
