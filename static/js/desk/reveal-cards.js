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
    unseen: cards.filter(isUnseen),
    asked: cards.filter((card) => card.asked && !card.off),
  };
}

/** Whether the room has still to read a card. @param {DeskCard} card */
export function isUnseen({ shown, off }) {
  return !shown && !off;
}

/**
 * The page on which a card stands; 0 where it is on none.
 * @param {Desk} desk @param {DeskCard} card
 */
export function pageOf({ room, now }, { n }) {
  const place = room.get("order")?.cards.indexOf(n) ?? -1;
  const page = place < 0 ? 0 : 1 + Math.floor(place / now.page_size);
  return page < now.steps ? page : 0;
}

/** @param {Desk} desk @param {DeskCard} card */
export function takeOff(desk, { n, off }) {
  desk.press({ type: "take_off", card: String(n), on: !off });
}

/** @param {Desk} desk @param {DeskCard} card */
export function markSensitive(desk, { n, sensitive }) {
  desk.press({ type: "mark_sensitive", card: String(n), on: !sensitive });
}
