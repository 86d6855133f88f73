import { t } from "../core/words.js";
import { MANY, PAGE_OF_SIX } from "../rules/for-phones.js";

class LeftAlone {
  /** The card that was on show alone before pages of six; 0 without one. */
  card = 0;
}

/**
 * Where the cards of a reveal stand: on screen, next, not shown yet. Page 0 is the wall of all.
 * `open` says that of many cards those for the pages are chosen only when the desk goes on.
 * @param {Desk} desk
 */
export function shownCards({ room, now }) {
  const of = (/** @type {readonly number[]} */ numbers) => (
    numbers.flatMap((n) => room.get(`cards/${n}`) ?? [])
  );
  const { cards: all, known } = room.get("order") ?? { cards: [], known: [] };
  const open = all.length > MANY && !known.length;
  const paged = open ? [] : of(numbersOnPages(room));
  const page = (/** @type {number} */ step) => (
    step < 1 ? [] : paged.slice((step - 1) * now.page_size, step * now.page_size)
  );
  const cards = of(all);
  return {
    cards,
    open,
    paged,
    current: page(now.step),
    next: page(now.step + 1),
    unseen: paged.filter(isUnseen),
    asked: cards.filter((card) => card.asked && !card.off),
  };
}

/** @param {Desk["room"]} room */
function numbersOnPages(room) {
  const { cards, known } = room.get("order") ?? { cards: [], known: [] };
  return known.length ? known : cards;
}

/** Whether the room has still to read a card. @param {DeskCard} card */
export function isUnseen({ shown, off }) {
  return !shown && !off;
}

/** The page on which a card stands; 0 where it is on none. @param {Desk} desk @param {DeskCard} card */
export function pageOf({ room, now }, { n }) {
  const place = numbersOnPages(room).indexOf(n);
  const page = place < 0 ? 0 : 1 + Math.floor(place / now.page_size);
  return page < now.steps ? page : 0;
}

/** Pages of six; the card on show stays in view, and is known for the way back. @param {Desk} desk */
export function sixAtATime(desk) {
  desk.atStage(LeftAlone).card = shownCards(desk).current[0]?.n ?? 0;
  desk.steer({ type: "page_size", turn: desk.now.turn, size: PAGE_OF_SIX });
}

/**
 * Back to the card from which the desk went over to six, while it is on show; else to the first on
 * show that was not taken off.
 * @param {Desk} desk
 */
export function oneAtATime(desk) {
  const { current } = shownCards(desk);
  const alone = desk.atStage(LeftAlone).card;
  const card = current.find(({ n }) => n === alone) ?? current.find(({ off }) => !off);
  desk.steer({ type: "page_size", turn: desk.now.turn, size: 1, ...(card && { card: card.n }) });
}

/**
 * Takes a card off, and what it taught along, which the desk then says; or shows it again.
 * @param {Desk} desk @param {DeskCard} card
 */
export async function takeOff(desk, card) {
  const words = card.off ? t("The card is on the screen again.") : offWords(desk, card);
  const answer = await desk.press({ type: "take_off", card: String(card.n), on: !card.off });
  if (!("refused" in answer)) desk.say(words);
}

/**
 * What goes with a card that is taken off; "" if it taught nothing. Votes do not come back with it.
 * @param {Desk} desk @param {DeskCard} card
 */
export function alongWords(desk, { learned }) {
  if (!learned) return "";
  const { kind, phase } = desk.now;
  return desk.desk.vote_paused || (kind === "vote" && phase !== "ended")
    ? t("Its lesson leaves the list of lessons, too, and votes on it are spent.") : t("Its lesson leaves the list of lessons, too.");
}

/** Leaves a card on the screen that somebody asked to take off. @param {Desk} desk @param {DeskCard} card */
export async function leaveOn(desk, { n }) {
  const answer = await desk.press({ type: "leave_card", card: String(n) });
  if (!("refused" in answer)) desk.say(t("The card stays on the screen."));
}

/** @param {Desk} desk @param {DeskCard} card */
const offWords = (desk, card) => [
  card.asked ? t("The card someone asked about is off the screen.") : t("The card is off the screen."),
  alongWords(desk, card),
].filter(Boolean).join(" ");

/** @param {Desk} desk @param {DeskCard} card */
export function markSensitive(desk, { n, sensitive }) {
  desk.press({ type: "mark_sensitive", card: String(n), on: !sensitive });
}
