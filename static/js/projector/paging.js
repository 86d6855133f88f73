/** @typedef {{happened: string, learned: string}} Words what a card says */
/**
 * How to lay out what stands in a box, and its type size: "two:48".
 * @typedef {{layout: string, size: number}} Plan
 */

/** 1/30 of the screen's height: what the last row reads. */
export const LEAST = 36;

/** The type sizes of the room's screen, in its units; none is under what the last row reads. */
const SCALE = [176, 152, 132, 120, 104, 92, 80, 74, 72, 66, 60, 54, 48, 44, 40, LEAST];

/**
 * The type sizes that a text may take, largest first.
 * @param {number} largest @param {number} [least] never under this, whatever does not fit
 * @returns {number[]}
 */
export function sizes(largest, least = LEAST) {
  return SCALE.filter((size) => size <= largest && size >= least);
}

/**
 * The plans of one layout, largest type first, as `<projector-fit>` reads them.
 * @param {string} layout @param {number} largest @param {number} [least]
 * @returns {string} such as "one:48 one:44 one:40"
 */
export function plans(layout, largest, least = LEAST) {
  return sizes(largest, least).map((size) => `${layout}:${size}`).join(" ");
}

/** What `plans` wrote. @param {string} text such as "one:48 two:48 two:40" @returns {Plan[]} */
export function readPlans(text) {
  return text.split(" ").filter(Boolean).map((word) => {
    const [layout = "", size = ""] = word.split(":");
    return { layout, size: Number(size) };
  });
}

/**
 * The first plan that fits, with few questions: in one layout smaller type fits where larger
 * type does.
 * @param {Plan[]} plans in the order in which they are wanted, each layout's largest type first
 * @param {(plan: Plan) => boolean} fits @returns {Plan | undefined}
 */
export function firstThat(plans, fits) {
  for (let from = 0, to = 0; from < plans.length; from = to) {
    while (plans[to]?.layout === plans[from]?.layout) to += 1;
    const found = largestThat(plans.slice(from, to), fits);
    if (found) return found;
  }
  return undefined;
}

/** @param {Plan[]} sizes of one layout @param {(plan: Plan) => boolean} fits */
function largestThat(sizes, fits) {
  const [largest, least] = [sizes[0], sizes.at(-1)];
  if (!largest || !least || fits(largest)) return largest;
  if (!fits(least)) return undefined;
  let [large, small] = [0, sizes.length - 1];
  while (small - large > 1) {
    const middle = Math.floor((large + small) / 2);
    if (fits(/** @type {Plan} */ (sizes[middle]))) small = middle;
    else large = middle;
  }
  return sizes[small];
}

/** Whole words in type of this size are read from the last row. */
const LEGIBLE = 44;
const WORTH_BREAKING = 1.4;

/**
 * Words break only where that makes small type much larger.
 * @param {number} whole the largest size with whole words, 0 where there is none
 * @param {number} broken the largest size with broken ones
 * @returns {boolean}
 */
export function worthBreaking(whole, broken) {
  return whole < LEGIBLE && broken >= whole * WORTH_BREAKING;
}

/**
 * How large a card stands alone: the fewer its words, the larger; larger still where it is what
 * happened and no more.
 * @param {Words} card @returns {number}
 */
export function sizeAlone(card) {
  const characters = [...card.happened, ...card.learned].length;
  const [few, some, many] = card.learned ? [92, 80, 66] : [112, 96, 80];
  if (characters <= 90) return few;
  return characters <= 190 ? some : many;
}

/**
 * The cards of one page after the wall, which is page 0.
 * @template T
 * @param {T[]} cards in the order in which they are shown
 * @param {number} step from 1 on
 * @param {number} size cards on a page
 * @returns {T[]}
 */
export function page(cards, step, size) {
  return cards.slice((step - 1) * size, step * size);
}

/**
 * The plans of a page: all its cards together, then closer together; else three, else two at a time.
 * @param {number} count cards on the page
 * @returns {string}
 */
export function pagePlans(count) {
  const two = `${plans("sheets-2", count <= 2 ? 72 : 48)} ${plans("one", 54)}`;
  if (count <= 2) return two;
  const three = plans("sheets-3", count === 3 ? 60 : 40);
  if (count === 3) return `${three} ${two}`;
  const all = count === 4 ? plans("sheets-4", 48) : `${plans("sheets-6", 44)} ${plans("close-6", 44)}`;
  return `${all} ${three} ${two}`;
}

/** So few cards are no wall: they stand whole from the beginning. */
export const FEW = 2;

/**
 * The cards for the wall. Of many the first have a place; which these are is chance, and stays so.
 * @template {{off: boolean}} T
 * @param {T[]} cards in the order in which they are shown
 * @returns {T[]}
 */
export function forWall(cards) {
  return cards.filter((card) => !card.off);
}

/** Characters that stand above a lesson in a size that the last row reads. */
const ROOM_ABOVE = 190;

/**
 * What of a story still stands above its lesson: the last steps, as many as stay legible.
 * @param {readonly {text: string}[]} steps
 * @returns {string[]} none where even the last step would take the lesson's room
 */
export function stillAbove(steps) {
  const texts = steps.map((step) => step.text.trim());
  const kept = texts.findIndex((_, i) => widthOf(texts.slice(i).join(" ")) <= ROOM_ABOVE);
  return kept < 0 ? [] : texts.slice(kept);
}

/** In Latin characters: those of East Asia are more than twice as wide. @param {string} text */
export function widthOf(text) {
  const wide = text.match(/[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/gu) ?? [];
  return text.length + 1.3 * wide.length;
}
