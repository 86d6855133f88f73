import assert from "node:assert/strict";
import test from "node:test";

import { Clock } from "../../static/js/core/clock.js";

/** A clock on a device whose monotonic clock stands at `here.time`, in seconds. */
function device() {
  const here = { time: 100 };
  /** @type {any} */
  const stage = { now: { paused: false, ends_at: 1060, left: 0 } };
  return { here, stage, clock: new Clock(990, () => stage.now, () => here.time) };
}

test("half of the round trip counts as the way up", () => {
  const { clock, here } = device();
  here.time = 104;
  clock.measure(100, 104, 1000);
  assert.equal(clock.now(), 1002);
  here.time = 114;
  assert.equal(clock.now(), 1012);
});

test("until it is measured the page's time is the guess, and no remaining time is shown", () => {
  const { clock, here } = device();
  here.time = 103;
  assert.equal(clock.now(), 993);
  assert.equal(clock.remaining(), null);
});

test("the measurement with the shortest round trip is kept", () => {
  const { clock } = device();
  clock.measure(99.9, 100, 1000);
  const best = clock.now();
  clock.measure(96, 100, 998.5);
  assert.equal(clock.now(), best);
  clock.measure(99.98, 100, 1000);
  assert.ok(Math.abs(clock.now() - 1000.01) < 1e-9);
});

test("a measurement that contradicts the best one wins: the device has slept", () => {
  const { clock } = device();
  clock.measure(99.99, 100, 1000);
  clock.measure(99, 100, 1600);
  assert.equal(clock.now(), 1600.5);
});

test("a wall clock that jumps changes nothing, because nobody reads it", (t) => {
  const clock = new Clock(990, () => undefined);
  const sent = clock.here();
  clock.measure(sent, sent, 1000);
  const before = clock.now();
  t.mock.method(Date, "now", () => 4e12);
  t.mock.timers.enable({ apis: ["Date"], now: 0 });
  assert.ok(Math.abs(clock.now() - before) < 1);
});

test("a tick from the future corrects at once: nothing arrives before it was sent", () => {
  const { clock } = device();
  clock.measure(99.9, 100, 1000);
  clock.hear(1300);
  assert.equal(clock.now(), 1300);
});

test("one late tick was slow on its way; three in a row say that the server's clock moved", () => {
  const { clock } = device();
  clock.measure(99.9, 100, 1000);
  const before = clock.now();
  clock.hear(990);
  clock.hear(990);
  clock.hear(1000);
  clock.hear(990);
  clock.hear(990);
  assert.equal(clock.now(), before);
  clock.hear(990);
  assert.equal(clock.now(), 990);
});

test("a tick alone is a measurement, when there is no other", () => {
  const { clock } = device();
  clock.hear(1000);
  assert.equal(clock.remaining(), 60);
});

test("what remains goes below zero, stands while paused, and is null without a clock", () => {
  const { clock, here, stage } = device();
  clock.measure(100, 100, 1000);
  assert.equal(clock.remaining(), 60);
  here.time = 170;
  assert.equal(clock.remaining(), -10);
  stage.now = { paused: true, ends_at: null, left: 42 };
  assert.equal(clock.remaining(), 42);
  stage.now = { paused: false, ends_at: null, left: 0 };
  assert.equal(clock.remaining(), null);
  stage.now = undefined;
  assert.equal(clock.remaining(), null);
});
