/** Before a workshop's id: the name under which a device keeps what it has of that workshop. */
export const PREFIX = "workshop:";

/** @typedef {{workshop: string, title: string, saved: number}} Joined */

/**
 * The workshops that this device has joined, the latest first.
 * @param {() => Storage} storage a function, since reading `localStorage` may itself throw
 * @returns {Joined[]}
 */
export function joinedRooms(storage = () => localStorage) {
  try {
    const store = storage();
    const names = Array.from({ length: store.length }, (_, place) => store.key(place) ?? "");
    const rooms = names.filter((name) => name.startsWith(PREFIX)).map((name) => room(store, name));
    return rooms.filter(({ title }) => title).sort((a, b) => b.saved - a.saved);
  } catch {
    return [];
  }
}

/** @param {Storage} store @param {string} name @returns {Joined} */
function room(store, name) {
  const { saved, taps } = JSON.parse(store.getItem(name) ?? "{}");
  return { workshop: name.slice(PREFIX.length), title: taps?.title ?? "", saved };
}
