import assert from "node:assert/strict";
import test from "node:test";

import "./support/page.js";
import { alike, rowsOf } from "../../static/js/desk/lesson-rows.js";

/** @param {string} id */
const lesson = (id) => /** @type {DeskLessonEntry} */ ({ id, text: id });
const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map(lesson);

/** @param {(DeskLessonEntry | undefined)[]} all @returns {DeskLessonEntry[]} */
const those = (...all) => all.flatMap((one) => one ?? []);

/** @param {ReturnType<typeof rowsOf>} rows */
const named = (rows) => rows.map((row) => (row ? row.map(({ id }) => id).join("") : "-"));

test("lessons that may say the same stand beside each other, before the others", () => {
  assert.deepEqual(named(rowsOf(those(a, b, c, d), [those(b, d)], false)), ["bd", "a", "c"]);
  assert.deepEqual(named(rowsOf(those(a, b), [], false)), ["a", "b"]);
});

test("a pair stands above the line if one of it fits, and first below it if none does", () => {
  const listed = [...those(a, b), null, ...those(c, d, e)];
  assert.deepEqual(named(rowsOf(listed, [those(b, e)], false)), ["be", "a", "-", "c", "d"]);
  assert.deepEqual(named(rowsOf(listed, [those(d, e)], false)), ["a", "b", "-", "de", "c"]);
});

test("where phones have put the list in order, a pair stands where its first one does", () => {
  assert.deepEqual(named(rowsOf(those(a, b, c, d), [those(d, b)], true)), ["a", "db", "c"]);
});

test("a pair that somebody keeps apart is none, and the shortest sentence stands first", () => {
  const all = new Map([["x", { id: "x", text: "Longer." }], ["y", { id: "y", text: "Short" }]]);
  const entries = { similar: { groups: [["x", "y"], ["x", "gone"]] } };
  const room = {
    get: (/** @type {string} */ path) => (path === "similar" ? entries.similar : all.get(path.split("/")[1] ?? "")),
  };
  const desk = (/** @type {string[]} */ ...apart) => /** @type {Desk} */ (/** @type {unknown} */ (
    { room, different: new Set(apart) }));
  assert.deepEqual(alike(desk()).map((group) => group.map(({ id }) => id)), [["y", "x"]]);
  assert.deepEqual(alike(desk("x,y")), []);
});
