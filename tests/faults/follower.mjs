/**
 * The browser's own follower, without a browser: one JSON message a line comes in, and after each
 * one line goes out that says what is asked and what is shown.
 *
 * In: {begin}, {change}, {tick}, {answer: HelloAnswer}, {fail: true}, {wait: true}: a pause ends.
 */
import { createInterface } from "node:readline";

import { Clock } from "../../static/js/core/clock.js";
import { Follower } from "../../static/js/core/follower.js";
import { behind } from "../../static/js/core/reducer.js";

/** @type {Array<() => void>} What waits for a pause to end; the test says when. */
let pauses = [];
globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ then) => pauses.push(then));

/** @type {{message: object, resolve: (answer: any) => void, reject: (error: Error) => void} | null} */
let asked = null;
/** @type {Follower} */
let follower;

/** @type {Record<string, (value: any) => void>} */
const hear = {
  begin() {
    pauses = [];
    asked = null;
    follower = new Follower({ epoch: "", rev: -1, entries: {} }, new Clock(0, () => undefined), {
      connected: () => true,
      ask: (message) =>
        new Promise((resolve, reject) => {
          if (asked) throw new Error("asked twice at once");
          asked = { message, resolve, reject };
        }),
      load: () => Promise.reject(new Error("nothing is fetched here")),
      changed() {},
    });
  },
  change: (change) => follower.take(change),
  tick: (tick) => behind(follower.state, tick) && follower.hello(),
  answer(answer) {
    const { resolve } = /** @type {NonNullable<typeof asked>} */ (asked);
    asked = null;
    resolve(answer);
  },
  fail() {
    const { reject } = /** @type {NonNullable<typeof asked>} */ (asked);
    asked = null;
    reject(new Error("no answer"));
  },
  wait() {
    for (const then of pauses.splice(0)) then();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  for (const [name, value] of Object.entries(JSON.parse(line))) hear[name](value);
  await new Promise((settled) => setImmediate(settled));
  const says = { asks: asked?.message ?? null, pauses: pauses.length, state: follower.state };
  process.stdout.write(`${JSON.stringify(says)}\n`);
}
