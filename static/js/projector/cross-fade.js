/** @import { Room } from "../core/room.js" */

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draws with a cross-fade when the room goes on to another page, and at once otherwise.
 * @param {Room} room
 * @param {() => void} paint
 * @returns {() => void}
 */
export function crossing(room, paint) {
  let seen = pageOf(room);
  return () => {
    const page = pageOf(room);
    const goesOn = page !== seen;
    seen = page;
    if (goesOn && !still.matches && "startViewTransition" in document) fade(paint);
    else paint();
  };
}

/** @param {() => void} paint */
function fade(paint) {
  // A fade that another one overtakes is no error: the page is drawn all the same.
  document.startViewTransition(paint).ready.catch(() => {});
}

/** What the room is looking at, as far as a change of it is worth a fade. @param {Room} room */
function pageOf(room) {
  const { position, phase, step, page_size, covered } = room.get("now") ?? {};
  return [room.connected === "refused", position, phase, step, page_size, covered].join();
}
