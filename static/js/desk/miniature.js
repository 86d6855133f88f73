/** @import { Desk } from "./desk.js" */
/** @import { Entries, Lists } from "../protocol.js" */
/** @import { Room } from "../core/room.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { ref } from "../../vendor/lit-html/directives/ref.js";
import { below } from "../core/reducer.js";
import { t } from "../core/words.js";
import { screen } from "../projector/screen.js";
import { keepUnit } from "../projector/unit.js";
import { HEADS_SHOWN } from "../rules/for-desks.js";
import { asProjector } from "./as-projector.js";

/**
 * The room's screen, small.
 * @param {Desk} desk
 */
export function miniature(desk) {
  return html`<div class="miniature" role="group" aria-label=${t("The room's screen, small")}>
    <div class="scale-projector" data-theme=${desk.theme} ${ref(keepUnit)}>${screen(seenByRoom(desk.room))}</div>
  </div>`;
}

/**
 * A room that shows what the projector is given, and in which nothing can be done.
 * @param {Desk["room"]} room
 * @returns {Room<Entries, Lists>}
 */
function seenByRoom(room) {
  const { entries, lists } = pictureOf(room.entries);
  const seen = {
    entries,
    /** @param {string} path */
    get: (path) => entries[path],
    /** @param {string} prefix */
    list: (prefix) => (lists[prefix] ??= below(entries, prefix)),
    tick: tickForRoom(room.tick),
    clock: room.clock,
    connected: room.connected,
    waiting: 0,
    subscribe: () => () => {},
  };
  return /** @type {Room<Entries, Lists>} */ (/** @type {unknown} */ (seen));
}

/** @typedef {{entries: Record<string, unknown>, lists: Record<string, unknown[]>}} Picture */
/** The clock draws every second, also where three hundred cards stand still. @type {Picture} */
let picture = { entries: {}, lists: {} };
/** @type {object | null} */
let pictured = null;

/** @param {object} entries the desk's */
function pictureOf(entries) {
  if (pictured !== entries) picture = { entries: asProjector({ ...entries }), lists: {} };
  pictured = entries;
  return picture;
}

/** @param {Desk["room"]["tick"]} tick */
function tickForRoom(tick) {
  const here = tick?.here ?? null;
  return tick && { ...tick, here: here !== null && here >= HEADS_SHOWN ? here : null };
}
