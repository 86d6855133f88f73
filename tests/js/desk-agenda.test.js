import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { tookWords } = await import("../../static/js/desk/agenda.js");

test("how long a stage took has a unit, and a short one did not take nothing", () => {
  assert.deepEqual([0, 1, 3].map(tookWords), ["under 1 min", "took 1 min", "took 3 min"]);
});
