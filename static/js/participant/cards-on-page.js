/** More cards than this, and every phone is dealt a few of them. */
export const MANY = 60;
const DEALT = 5;
const PAGE = 6;

/**
 * The numbers of the cards on the room's screen: all of them on the wall (step 0), then one or a
 * page of six; of many cards those that most people know.
 * @param {{cards: readonly number[], known: readonly number[]}} order
 * @param {{step: number, page_size: number}} now
 * @returns {number[]}
 */
export function onShow({ cards, known }, now) {
  if (now.step === 0) return [...cards];
  const size = now.page_size === PAGE ? PAGE : 1;
  return (known.length ? known : cards).slice((now.step - 1) * size, now.step * size);
}

/**
 * The five cards that this device was dealt, in rooms where nobody could read them all.
 * @template T
 * @param {readonly T[]} cards in this device's order
 * @returns {T[]}
 */
export function dealt(cards) {
  return cards.length > MANY ? cards.slice(0, DEALT) : [...cards];
}
