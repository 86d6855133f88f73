import assert from "node:assert/strict";
import test from "node:test";

import { troubleWords } from "../../static/js/desk/troubles.js";

const CODES = [
  "damaged", "disk_full", "disk_low", "locked", "no_place", "read_only", "no_keys", "no_database",
];

test("each trouble of the machine is said in a sentence of its own, and another by its code", () => {
  const said = CODES.map(troubleWords);
  assert.equal(new Set(said).size, CODES.length);
  for (const [n, words] of said.entries()) assert.ok(!words.includes(`(${CODES[n]})`), words);
  assert.match(troubleWords("disk_error"), /disk_error/);
});

test("before the disk is full, and where phones are turned away, nothing is said to be lost", () => {
  assert.match(troubleWords("disk_low"), /almost full\. Free some space soon/);
  assert.match(troubleWords("no_place"), /nothing is lost\. The command “check”/);
});
