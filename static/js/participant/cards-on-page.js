import { MANY, PAGE_OF_SIX } from "../rules/for-phones.js";

/** Of more cards than the rules call many, every phone is dealt so many. */
const DEALT = 5;

/**
 * The numbers of the cards on the room's screen: all of them on the wall (step 0), then one or a
 * page of six; of many cards those that most people know.
 * @param {{cards: readonly number[], known: readonly number[]}} order
 * @param {{step: number, page_size: number}} now @returns {number[]}
 */
export function onShow({ cards, known }, now) {
  if (now.step === 0) return [...cards];
  const size = now.page_size === PAGE_OF_SIX ? PAGE_OF_SIX : 1;
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
