import assert from "node:assert/strict";
import test from "node:test";

import { UP } from "../../static/js/core/one-size.js";
import { pad, padded } from "../../static/js/core/padded.js";

const PIECES = ["a", "é", "\"", "\\", "\n", "\u0007", "ع", "한", "😀", "👩‍👩‍👧", "\ud83d", "\u200d", " ", "}"];
const bytes = (/** @type {string} */ packet) => new TextEncoder().encode(`4${packet}`).length;

/** The same chance in each run: a small generator by Lehmer. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** @param {(below: number) => number} draw @param {number} most */
const words = (draw, most) =>
  Array.from({ length: draw(most) }, () => PIECES[draw(PIECES.length)]).join("");

/** As the library encodes. */
const encoder = () => ({
  /** @type {((name: string, value: unknown) => unknown) | undefined} */
  replacer: undefined,
  /** @param {any} packet */
  encode({ id, data }) {
    return [`2${id}${JSON.stringify(data, this.replacer)}`];
  },
});

test("whatever is said goes up in one size, and arrives as it was", () => {
  const [draw, under] = [chance(16), encoder()];
  pad(under);
  for (let id = 0; id < 2000; id += 1) {
    const said = ["do", { happened: words(draw, 280), learned: words(draw, 20) }];
    const [packet] = under.encode({ id, data: said });
    assert.equal(bytes(packet), UP);
    const heard = JSON.parse(packet.slice(`2${id}`.length));
    assert.deepEqual(heard, JSON.parse(JSON.stringify(said).normalize()));
  }
});

test("a packet of any length gets the next multiple of the size, and no more", () => {
  for (const size of [1, 2, UP - 2, UP - 1, UP, UP + 1, 2 * UP - 1, 2 * UP]) {
    const packet = "x".repeat(size);
    assert.equal(bytes(padded(packet)), Math.ceil((size + 1) / UP) * UP);
    assert.equal(padded(packet).trimEnd(), packet);
  }
});

test("what is written in pieces goes up composed, as its characters are counted", () => {
  const under = encoder();
  pad(under);
  const [packet] = under.encode({ id: 7, data: ["do", { happened: "한".normalize("NFD").repeat(280) }] });
  assert.equal(bytes(packet), UP);
  assert.equal(JSON.parse(packet.slice(2))[1].happened, "한".repeat(280));
});
