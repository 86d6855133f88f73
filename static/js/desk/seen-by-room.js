/** @import { Room } from "../core/room.js" */
/** @import { DeskEntries, DeskLists, Entries, Lists } from "../protocol.js" */

/**
 * The desk's room as the room's screen reads it, and in which nothing can be done. A screen draws
 * what an entry says is shown; of the commitments the server names those that are.
 * @param {Room<DeskEntries, DeskLists>} room
 * @returns {Room<Entries, Lists>}
 */
export function seenByRoom(room) {
  const seen = {
    /** @param {keyof DeskEntries} path */
    get: (path) => room.get(path),
    /** @param {keyof DeskLists} prefix */
    list: (prefix) => (prefix === "commitments" ? onScreen(room) : room.list(prefix)),
    tick: room.tick,
    clock: room.clock,
    connected: room.connected,
  };
  return /** @type {Room<Entries, Lists>} */ (/** @type {unknown} */ (seen));
}

/** @param {Room<DeskEntries, DeskLists>} room */
function onScreen(room) {
  const shown = new Set(room.get("desk")?.on_screen);
  return room.list("commitments").filter(({ id }) => shown.has(id));
}
