/** @import { DeskCard } from "../protocol.js" */
/** @import { Desk } from "./desk.js" */

/**
 * Where the cards of a reveal stand: on screen, next, not shown yet. Page 0 is the wall of all.
 * @param {Desk} desk
 */
export function shownCards({ room, now }) {
  const order = room.get("order")?.cards ?? [];
  const cards = order.flatMap((n) => room.get(`cards/${n}`) ?? []);
  const page = (/** @type {number} */ step) => (
    step < 1 ? [] : cards.slice((step - 1) * now.page_size, step * now.page_size)
  );
  return {
    cards,
    current: page(now.step),
    next: page(now.step + 1),
    unseen: cards.filter((card) => !card.shown && !card.off).length,
    asked: cards.filter((card) => card.asked && !card.off),
  };
}

/** @param {Desk} desk @param {DeskCard} card */
export function takeOff(desk, { n, off }) {
  desk.press({ type: "take_off", card: String(n), on: !off });
}

/** @param {Desk} desk @param {DeskCard} card */
export function markSensitive(desk, { n, sensitive }) {
  desk.press({ type: "mark_sensitive", card: String(n), on: !sensitive });
}
