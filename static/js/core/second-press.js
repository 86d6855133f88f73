/** Milliseconds within which a second press is taken for the second half of the first. */
export const DOUBLE = 500;
/** Pixels within which a thumb that presses twice comes down again. */
const NEAR = 24;
/** What is pressed fast on purpose: each press is a vote more or less. */
const FAST = ".stepper-step";

/** @typedef {Pick<MouseEvent, "clientX" | "clientY" | "timeStamp" | "target">} Press */

/**
 * Lets a second press within half a second do nothing, on a button as on what has come under the
 * thumb when the first one changed the page. What was typed in between makes it a press of its own,
 * and so does a pointer that has moved away.
 * @param {HTMLElement} root
 */
export function pressOnce(root) {
  /** @type {Press | null} */
  let first = null;
  const click = (/** @type {MouseEvent} */ event) => {
    if (first && isSecond(first, event)) return stop(event);
    first = isSlow(event.target) ? event : null;
  };
  const moves = (/** @type {PointerEvent} */ event) => {
    if (first && !isNear(first, event)) first = null;
  };
  root.addEventListener("click", click, true);
  root.addEventListener("input", () => (first = null), true);
  root.addEventListener("pointermove", moves, true);
}

/** @param {Press} first @param {Press} event */
const isSecond = (first, event) => event.timeStamp - first.timeStamp < DOUBLE && isNear(first, event);

/** Whether it is at the same place; a press by a key or a switch may have none. @param {Press} first @param {Press} event */
function isNear(first, { clientX, clientY, target }) {
  if (!clientX && !clientY) return target === first.target;
  return Math.hypot(clientX - first.clientX, clientY - first.clientY) < NEAR;
}

/** @param {EventTarget | null} target */
function isSlow(target) {
  const button = target instanceof Element ? target.closest("button") : null;
  return button !== null && !button.matches(FAST);
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
