import { sweepHere } from "./sweep.js";

/**
 * Sweeps from a page that is not a phone's own, such as the desk: what has had its time, and what
 * this browser has of the page's workshop once that is sealed.
 * @param {{attend: (listener: () => void) => void}} room @param {string} workshop
 * @param {() => boolean} isSealed
 */
export function sweepBeside(room, workshop, isSealed) {
  sweepHere(isSealed() ? workshop : "");
  room.attend(() => isSealed() && sweepHere(workshop));
}
