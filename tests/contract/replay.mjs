/** Replays changes with the browser's own reducer; exits with 1 at the first that differs. */

import { readFileSync } from "node:fs";
import { deepStrictEqual } from "node:assert";

import { fromSnapshot, reduce } from "../../static/js/core/reducer.js";

for (const { view, before, change, after } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const { state, hello } = reduce(fromSnapshot(before), change);
  const fresh = fromSnapshot(after);
  deepStrictEqual({ hello, rev: state.rev, entries: state.entries }, { hello: false, rev: fresh.rev, entries: fresh.entries }, view);
}
