/** Draws what the room's screen is given and what the desk makes of its own; exits with 1 if they differ. */

import { readFileSync } from "node:fs";
import { deepStrictEqual } from "node:assert";

import "../js/support/page.js";

Object.assign(document, { createTreeWalker: () => null });
Object.assign(customElements, { get: () => null });
Object.assign(globalThis, { matchMedia: () => ({ matches: false }) });
Object.defineProperty(globalThis, "navigator", { value: { language: "en" } });
const { below } = await import("../../static/js/core/reducer.js");
const { seenByRoom } = await import("../../static/js/desk/seen-by-room.js");
const { screen } = await import("../../static/js/projector/screen.js");

const clock = { remaining: () => 60, until: () => 60 };
const tick = { here: 11, took_part: "some" };

/** A room with these entries. */
const roomOf = (entries) => ({
  get: (path) => entries[path],
  list: (prefix) => below(entries, prefix),
  clock, tick, connected: "connected",
});

/** A template as plain data: what a directive draws is drawn, and what is done is left out. */
function plain(drawn) {
  if (typeof drawn === "function") return "";
  if (typeof drawn !== "object" || drawn === null) return String(drawn);
  if (Array.isArray(drawn)) return drawn.map(plain);
  if ("_$litType$" in drawn) return [drawn.strings.join("|"), ...drawn.values.map(plain)];
  const [items, key, draw] = drawn.values ?? [];
  if (draw) return [...items].map((one, place) => [String(key(one, place)), plain(draw(one, place))]);
  return Object.fromEntries(Object.entries(drawn).map(([name, value]) => [name, plain(value)]));
}

for (const { projector, desk } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  deepStrictEqual(plain(screen(seenByRoom(roomOf(desk)))), plain(screen(roomOf(projector))));
}
