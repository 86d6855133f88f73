import assert from "node:assert/strict";
import test from "node:test";

import {
  borders,
  hash,
  LENGTH,
  LEVEL,
  pointList,
  reached,
  RISE,
  seamPoints,
  stagePoints,
} from "../../static/js/elements/seam-shape.js";

const texts = Array.from(
  { length: 500 },
  (_, number) => `A backup that was never restored is a hope. ${number}`,
);
const minutes = (/** @type {number[]} */ ...all) => all.map((value) => ({ minutes: value }));
const hour = minutes(5, 2, 4, 7, 6, 2, 11, 5, 6, 3, 6, 3);

test("the hash is FNV-1a over UTF-8, as its published values say", () => {
  assert.equal(hash(""), 0x811c9dc5);
  assert.equal(hash("a"), 0xe40c292c);
  assert.equal(hash("foobar"), 0xbf9cf968);
});

test("the same text gives the same seam, another text another one", () => {
  assert.deepEqual(seamPoints("Go along."), seamPoints("Go along."));
  assert.equal(new Set(texts.map((text) => pointList(seamPoints(text)))).size, texts.length);
});

test("a seam has 8 to 12 corners and runs from end to end without turning back", () => {
  for (const text of texts) {
    const points = seamPoints(text);
    assert.ok(points.length >= 8 && points.length <= 12, `${points.length} corners`);
    assert.deepEqual(
      [points[0], points.at(-1)],
      [
        [0, LEVEL],
        [LENGTH, LEVEL],
      ],
    );
    for (const [index, point] of points.slice(1).entries())
      assert.ok(point[0] > (points[index]?.[0] ?? LENGTH));
  }
});

test("a seam is a crack and not a chart: low, never steep, its runs unequal", () => {
  for (const text of texts) {
    const points = seamPoints(text);
    const heights = points.map(([, across]) => across);
    assert.ok(Math.max(...heights) - Math.min(...heights) <= 0.04 * LENGTH);
    const runs = points.slice(1).map(([along], index) => along - (points[index]?.[0] ?? 0));
    const slopes = heights
      .slice(1)
      .map((height, index) => Math.abs(height - (heights[index] ?? 0)) / (runs[index] ?? 1));
    assert.ok(Math.max(...slopes) < 0.25, `slope ${Math.max(...slopes)} in ${text}`);
    assert.ok(Math.max(...runs) > 1.8 * Math.min(...runs));
  }
});

test("on the stage line each stage is as long as its minutes", () => {
  assert.deepEqual(borders(minutes(5, 2, 3)), [0, 500, 700, 1000]);
  assert.deepEqual(borders(minutes(5, 2, 3, 0), true), [0, 250, 500, 750, 1000]);
});

test("every border of a stage is a corner of the line, and the line stays inside its box", () => {
  for (const even of [false, true]) {
    const points = stagePoints(hour, even);
    const corners = points.map(([along]) => along);
    for (const border of borders(hour, even)) assert.ok(corners.includes(border));
    assert.deepEqual(
      corners,
      corners.toSorted((a, b) => a - b),
    );
    for (const [, across] of points) assert.ok(across >= 0 && across <= RISE);
  }
});

test("the line is gold up to the moment within the stage, and not beyond either end", () => {
  assert.equal(reached(minutes(5, 5), 1, 0.5), 0.75);
  assert.equal(reached(minutes(5, 5), 1, 7), 1);
  assert.equal(reached(minutes(5, 5), -3, 0), 0);
});

test("shapes stay from version to version: a summary is drawn again from its text", () => {
  assert.equal(
    pointList(seamPoints("A backup that was never restored is a hope.")),
    "0,20 82,4 206,26 301,7 536,20 610,5 701,24 737,16 936,29 1000,20",
  );
  assert.equal(pointList(stagePoints(minutes(5, 2, 4))), "0,20 223,9 455,11 636,11 800,34 1000,20");
});
