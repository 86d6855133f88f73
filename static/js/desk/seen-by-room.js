/** @import { Entries, Lists } from "../protocol.js" */

/**
 * The desk's room as the room's screen reads it, and in which nothing can be done. A screen draws
 * what an entry says is shown; of the commitments the server names those that are.
 * @param {Room<DeskEntries, DeskLists>} room @returns {Room<Entries, Lists>}
 */
export function seenByRoom(room) {
  const seen = {
    /** @param {keyof DeskEntries} path */
    get: (path) => (path === "story" && isUntold(room) ? undefined : room.get(path)),
    /** @param {keyof DeskLists} prefix */
    list: (prefix) => (prefix === "commitments" ? onScreen(room) : room.list(prefix)),
    tick: room.tick,
    clock: room.clock,
    connected: room.connected,
  };
  return /** @type {Room<Entries, Lists>} */ (/** @type {unknown} */ (seen));
}

/** Whether the story was skipped: the room's screen has none of it. @param {Room<DeskEntries, DeskLists>} room */
function isUntold(room) {
  const skipped = room.get("desk")?.skipped ?? [];
  const told = room.get("agenda")?.stages.filter(({ kind }) => kind === "story") ?? [];
  return told.length > 0 && told.every(({ id }) => skipped.includes(id));
}

/** @param {Room<DeskEntries, DeskLists>} room */
function onScreen(room) {
  const shown = new Set(room.get("desk")?.on_screen);
  return room.list("commitments").filter(({ id }) => shown.has(id));
}
