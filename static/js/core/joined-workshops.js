import { keptOf, workshopsIn } from "./sweep.js";

/** @typedef {{workshop: string, title: string, saved: number}} Joined */

/**
 * The workshops that this device has joined, the latest first.
 * @param {() => Storage} storage a function, since reading `localStorage` may itself throw
 * @returns {Joined[]}
 */
export function joinedRooms(storage = () => localStorage) {
  try {
    const store = storage();
    const rooms = workshopsIn(store).map((id) => room(id, keptOf(store, id)));
    return rooms.filter(({ title }) => title).sort((a, b) => b.saved - a.saved);
  } catch {
    return [];
  }
}

/** @param {string} workshop @param {any} kept @returns {Joined} */
const room = (workshop, { saved, taps }) => ({ workshop, title: taps?.title ?? "", saved });
