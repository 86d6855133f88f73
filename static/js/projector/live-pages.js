/** How the cards of a live wall come: whole, a long one with a short one, and others from time to time. */
import { chances, hash } from "../elements/seam-shape.js";
import { MANY } from "../rules/for-phones.js";

/** How long a page stands, in seconds. */
export const STANDS = 15;
/** Columns beside each other, from the most on: the fewer, the wider. */
const COLUMNS = [3, 2, 1];
const IN_COLUMN = 2;

/** @typedef {{readonly n: number, readonly letters: number}} OnWall a card, and how long its text is */
/**
 * Whether cards stand below each other in one of so many columns.
 * @typedef {(columns: number, cards: readonly OnWall[]) => boolean} Fits
 */
/** @typedef {{columns: number, cards: OnWall[]}} WallPage what is seen at once */

/**
 * The cards that come on a live wall. Of more than anybody can read these are the first, and of those after
 * them what several or most know, as every screen says of it.
 * @template {{off: boolean, been_there: string}} T
 * @param {readonly T[]} cards in the order in which they came @returns {T[]}
 */
export const onLiveWall = (cards) =>
  cards.filter(({ off, been_there: known }, place) => !off && (place < MANY || known !== "none"));

/**
 * The page that is seen now, and all others of the same walk through the cards; each walk is shuffled anew.
 * How many pages there are depends on the cards alone, so that every window sees the same at one moment.
 * @param {readonly OnWall[]} cards one or more @param {Fits} fits
 * @param {number} turn how often the page has changed
 * @returns {{page: WallPage, pages: WallPage[]}}
 */
export function pageAt(cards, fits, turn) {
  const count = walkThrough(cards, fits, 0).length;
  const pages = walkThrough(cards, fits, Math.floor(turn / count));
  return { page: /** @type {WallPage} */ (pages[turn % count]), pages };
}

/**
 * Pages on which each card is seen. One that is too long for a column comes in fewer, wider ones.
 * @param {readonly OnWall[]} cards @param {Fits} fits @param {number} walk @returns {WallPage[]}
 */
function walkThrough(cards, fits, walk) {
  /** @type {WallPage[]} */
  const pages = [];
  let rest = [...cards];
  for (const columns of COLUMNS) {
    const here = rest.filter((card) => columns === 1 || fits(columns, [card]));
    rest = rest.filter((card) => !here.includes(card));
    const stacks = mixed(stacked(here, (pair) => fits(columns, pair)), walk, ([first]) => first?.n ?? 0);
    for (let from = 0; from < stacks.length; from += columns) {
      const some = stacks.slice(from, from + columns);
      const full = filled(some, columns, mixed(cards, walk, ({ n }) => n), fits);
      pages.push({ columns: Math.min(columns, full.length), cards: mixed(full, walk, ({ n }) => n) });
    }
  }
  return mixed(pages, walk, ({ cards: [first] }) => first?.n ?? 0);
}

/**
 * Each long card with a short one, as far as both fit into one column.
 * @param {readonly OnWall[]} cards @param {(pair: OnWall[]) => boolean} fits @returns {OnWall[][]}
 */
function stacked(cards, fits) {
  const rest = [...cards].sort((a, b) => b.letters - a.letters || a.n - b.n);
  const found = [];
  for (let long = rest.shift(); long; long = rest.shift()) {
    const short = rest.at(-1);
    const pair = short && fits([long, short]) ? [long, short] : [long];
    if (pair.length === IN_COLUMN) rest.pop();
    found.push(pair);
  }
  return found;
}

/**
 * A place that is free on a page is taken by a card from another page.
 * @param {readonly OnWall[][]} stacks @param {number} columns @param {readonly OnWall[]} others @param {Fits} fits
 */
function filled(stacks, columns, others, fits) {
  const full = Array.from({ length: columns }, (_, place) => [...(stacks[place] ?? [])]);
  const free = others.filter((card) => !stacks.some((stack) => stack.includes(card)));
  for (const stack of full) {
    while (stack.length < IN_COLUMN) {
      const place = free.findIndex((card) => fits(columns, [...stack, card]));
      if (place < 0) break;
      stack.push(...free.splice(place, 1));
    }
  }
  return full.flat();
}

/**
 * In an order by chance, another one in each walk.
 * @template T @param {readonly T[]} all @param {number} walk @param {(one: T) => number} number @returns {T[]}
 */
function mixed(all, walk, number) {
  const rows = all.map((one) => ({ one, n: number(one), place: chances(hash(`${walk} ${number(one)}`))() }));
  return rows.sort((a, b) => a.place - b.place || a.n - b.n).map(({ one }) => one);
}

/**
 * Cards in columns that are about as high as each other: the highest with the lowest.
 * @param {readonly number[]} heights of two cards for each column at most @param {number} columns
 * @param {number} gap between two cards
 * @returns {{places: number[], height: number}[]} the places of each column's cards from its top, and its height
 */
export function leveled(heights, columns, gap) {
  const none = { place: -1, height: -gap };
  const all = Array.from({ length: IN_COLUMN * columns }, (_, place) => {
    const height = heights[place];
    return height === undefined ? none : { place, height };
  }).sort((a, b) => b.height - a.height);
  return all.slice(0, columns)
    .map((high, i) => [high, all[all.length - 1 - i] ?? none])
    .map((pair) => ({
      places: pair.map(({ place }) => place).filter((place) => place >= 0).sort((a, b) => a - b),
      height: pair.reduce((sum, { height }) => sum + height, gap),
    }))
    .filter(({ places }) => places.length)
    .sort((a, b) => (a.places[0] ?? 0) - (b.places[0] ?? 0));
}
