/**
 * The shape of a seam, as pure arithmetic: the same text gives the same points in every browser and
 * in the summary, so equal rooms give equal files. Nothing but the text goes in: no id, order, time
 * or author.
 *
 * It can be written again in Python, to the same digit: hash is FNV-1a over UTF-8, chances is
 * mulberry32 (both in whole numbers of 32 bits), the rest is + - * / on doubles, and rounding is
 * floor(x + 0.5).
 */

/** @typedef {readonly [number, number]} Point along the seam 0..LENGTH, across it 0..RISE */
/** @typedef {{ readonly minutes: number }} Stretch a stage, as far as the line is concerned */

export const LENGTH = 1000;
/** A seam is a crack and not a chart: it rises by 4 % of its length at most. */
export const RISE = 40;
/** Where every seam begins and ends, so that both pieces of a card meet it at the same level. */
export const LEVEL = RISE / 2;

const CARD = { steepest: 0.2, calm: 0.12 };
/** The stage line may be steeper here than it looks: its box is long and low. */
const STAGE = { steepest: 0.4, calm: 0.45 };

/** FNV-1a. @param {string} text @returns {number} 32 bits, unsigned */
export function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/**
 * mulberry32: a row of numbers from 0 up to 1, the same for the same seed.
 * @param {number} seed @returns {() => number}
 */
export function chances(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {number} value @returns {number} */
const whole = (value) => Math.floor(value + 0.5);

/** @param {number} value @param {number} low @param {number} high @returns {number} */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/**
 * Unequal lengths that fill the seam: short breaks beside long ones.
 * @param {() => number} next @param {number} count @returns {number[]}
 */
function unequalRuns(next, count) {
  const weights = Array.from({ length: count }, () => {
    const chance = next();
    return 0.4 + 2.4 * (chance * chance);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight / total) * LENGTH);
}

/**
 * A height for each corner: up and down about the level, never steep, now and then nearly level for
 * a while. A line that turned at every corner would look like a graph.
 * @param {() => number} next @param {readonly number[]} alongs from 0 to LENGTH
 * @param {{ steepest: number, calm: number }} nature calm: how often a stretch stays nearly level,
 *   0 to 1
 * @returns {Point[]}
 */
function wander(next, alongs, { steepest, calm }) {
  let [before, across, side] = [0, LEVEL, next() < 0.5 ? -1 : 1];
  return alongs.map((along, index) => {
    const [rests, chance] = [next() < calm, next()];
    if (index === 0 || along === LENGTH) return /** @type {const} */ ([along, LEVEL]);
    const far = rests ? 4 * chance : 9 + 17 * chance;
    const home = (LENGTH - along) * steepest;
    const wanted = across + side * Math.min(far, (along - before) * steepest);
    across = clamp(clamp(wanted, LEVEL - home, LEVEL + home), 2, RISE - 2);
    before = along;
    if (!rests) side = across > LEVEL ? -1 : 1;
    return /** @type {const} */ ([whole(along), whole(across)]);
  });
}

/**
 * The corners of a card's seam, 8 to 12 of them.
 * @param {string} text what the card says; the seam is this text's own
 * @returns {Point[]}
 */
export function seamPoints(text) {
  const next = chances(hash(text));
  let along = 0;
  const ends = unequalRuns(next, 7 + Math.floor(next() * 5)).map((run) => (along += run));
  return wander(next, [0, ...ends.slice(0, -1), LENGTH], CARD);
}

/**
 * Where each stage begins and the last one ends, along the line.
 * @param {readonly Stretch[]} stages
 * @param {boolean} even equal stretches, for a list whose rows are equally high
 * @returns {number[]} one more than there are stages, from 0 to LENGTH
 */
export function borders(stages, even = false) {
  const lengths = stages.map((stage) => (even ? 1 : Math.max(stage.minutes, 0.5)));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let reached = 0;
  return [0, ...lengths.map((length) => whole(((reached += length) / total) * LENGTH))];
}

/**
 * The corners of the stage line: one at each border, and one within each stretch that is long
 * enough to break.
 * @param {readonly Stretch[]} stages @param {boolean} even @returns {Point[]}
 */
export function stagePoints(stages, even = false) {
  const next = chances(hash(stages.map((stage) => stage.minutes).join(" ")));
  const long = LENGTH / (stages.length * 1.4);
  const edges = borders(stages, even);
  const alongs = edges.slice(1).flatMap((end, index) => {
    const [start, within] = [edges[index] ?? 0, 0.35 + 0.3 * next()];
    return end - start < long ? [end] : [whole(start + (end - start) * within), end];
  });
  return wander(next, [0, ...alongs], STAGE);
}

/**
 * How far along the line a moment is.
 * @param {readonly Stretch[]} stages @param {number} stage index of the stage that runs
 * @param {number} within how much of it has passed, 0 to 1
 * @param {boolean} even @returns {number} 0 to 1
 */
export function reached(stages, stage, within, even = false) {
  const edges = borders(stages, even);
  const at = clamp(stage, 0, stages.length - 1);
  const [start, end] = [edges[at] ?? 0, edges[at + 1] ?? LENGTH];
  return (start + (end - start) * clamp(within, 0, 1)) / LENGTH;
}

/**
 * Points as an SVG attribute.
 * @param {readonly Point[]} points @param {boolean} vertical the line runs down instead of along
 * @returns {string}
 */
export function pointList(points, vertical = false) {
  return points
    .map(([along, across]) => (vertical ? `${across},${along}` : `${along},${across}`))
    .join(" ");
}
