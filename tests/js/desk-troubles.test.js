import assert from "node:assert/strict";
import test from "node:test";

import { troubleWords, whyNotSealed } from "../../static/js/desk/troubles.js";

const CODES = [
  "damaged", "disk_full", "disk_low", "locked", "no_place", "read_only", "no_database",
  "other_version",
];

test("each trouble of the machine is said in a sentence of its own, and another by its code", () => {
  const said = CODES.map(troubleWords);
  assert.equal(new Set(said).size, CODES.length);
  for (const [n, words] of said.entries()) assert.ok(!words.includes(`(${CODES[n]})`), words);
  assert.match(troubleWords("disk_error"), /disk_error/);
});

test("what keeps a seal from its end is said in a sentence of its own", () => {
  const codes = ["", "damaged", "disk_full", "left", "locked", "other_version", "no_database", "read_only"];
  const said = codes.map(whyNotSealed);
  assert.equal(new Set(said).size, codes.length);
  for (const words of said) assert.ok(!words.startsWith("The disk reported"), words);
});

test("a backup is said to bring back only what it can", () => {
  assert.match(troubleWords("damaged"), /back as it was then, if there is one and its key is whole/);
  assert.match(whyNotSealed("damaged"), /If it is the file, a backup can/);
});

test("before the disk is full, and where phones are turned away, nothing is said to be lost", () => {
  assert.match(troubleWords("disk_low"), /almost full\. Free some space soon/);
  assert.match(troubleWords("no_place"), /nothing is lost\. The command “check”/);
});
