/** @import { Now } from "../protocol.js" */
/** @import { Room } from "../core/room.js" */
import { Counting } from "./counting-ends.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draws with a cross-fade when the room goes on to another page, and at once otherwise.
 * @param {Room} room
 * @param {() => void} paint
 * @returns {() => void}
 */
export function crossing(room, paint) {
  let [seen, was] = [pageOf(room), room.get("now")];
  const counting = new Counting(draw);
  return draw;

  function draw() {
    const [page, now] = [pageOf(room), room.get("now")];
    if (counting.holds(was, now)) return;
    const [goesOn, grows] = [page !== seen, isFirst(was, now)];
    [seen, was] = [page, now];
    if (goesOn && !still.matches && "startViewTransition" in document) fade(paint, grows);
    else paint();
  }
}

/** @param {() => void} paint @param {boolean} grows */
function fade(paint, grows) {
  const root = document.documentElement;
  root.toggleAttribute("data-growing", grows);
  const { ready, finished } = document.startViewTransition(paint);
  // A fade that another one overtakes is no error: the page is drawn all the same.
  ready.catch(() => {});
  if (grows) finished.then(() => root.removeAttribute("data-growing"));
}

/** Whether it goes from all at once to the first alone. @param {Now | undefined} was @param {Now | undefined} now */
const isFirst = (was, now) => was?.position === now?.position && was?.step === 0 && now?.step === 1;

/** What the room is looking at, as far as a change of it is worth a fade. @param {Room} room */
function pageOf(room) {
  const { position, phase, step, question, page_size, covered } = room.get("now") ?? {};
  return [room.connected === "refused", position, phase, step, question, page_size, covered].join();
}
