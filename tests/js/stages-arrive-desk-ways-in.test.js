import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { isOnlyOurs } = await import("../../static/js/stages/arrive/desk-ways-in.js");

test("an address that leads from a computer to itself is told from one that phones can open", () => {
  const ours = ["127.0.0.1:8000", "http://127.0.0.1:8000/", "localhost:8000", "http://[::1]:8000/"];
  assert.deepEqual(ours.map(isOnlyOurs), [true, true, true, true]);
  const others = ["192.168.1.20:8000", "https://workshop.example/", "http://10.127.0.1/",
    "localhost.example:8000"];
  assert.deepEqual(others.map(isOnlyOurs), [false, false, false, false]);
});
