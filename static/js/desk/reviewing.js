/** What the desk does with cards that it reads first, by press or by key: open, fine, set aside. */
import { currentBatch, inBatch } from "./batches.js";
import { cover } from "./header.js";
import { ReviewState } from "./review-state.js";

/** @typedef {"fine" | "open" | "out" | "list"} ReviewAct */

/**
 * The cards that wait to be read. For a live wall they come batch by batch while others are read,
 * and keep their places; in the look-through there are all of them.
 * @param {Desk} desk
 */
export function waitingCards({ now, room, places }) {
  const cards = room.list("review");
  return now.kind === "write" ? places.order("review", cards, ({ handle }) => handle) : cards;
}

/** The cards that this desk lists: all, or one batch of many. @param {Desk} desk */
export function listedCards(desk) {
  const cards = waitingCards(desk);
  const batch = currentBatch(desk.atStage(ReviewState), cards);
  return batch ? inBatch(cards, batch) : cards;
}

/** The card that the keys are about: the first that is open. @param {Desk} desk */
export function openCard(desk) {
  const { opened } = desk.atStage(ReviewState);
  return listedCards(desk).find(({ handle }) => opened.has(handle));
}

/** The next card that no desk has read. @param {Desk} desk @param {string} [after] */
export function nextCard(desk, after = "") {
  const cards = listedCards(desk);
  const at = cards.findIndex(({ handle }) => handle === after);
  const inTurn = [...cards.slice(at + 1), ...cards.slice(0, at + 1)];
  const { read: here } = desk.atStage(ReviewState);
  return inTurn.find(({ handle, read }) => handle !== after && !read && !here.has(handle));
}

/**
 * Opens cards. The first time that waits until somebody has looked at the room's screen: where the
 * displays are mirrored it would show them.
 * @param {Desk} desk @param {() => void} act @param {number} [n] how many it opens
 */
export function uncovers(desk, act, n = 1) {
  desk.change((own) => {
    const state = own.atStage(ReviewState);
    state.mirrored = false;
    if (own.hasLooked) act();
    else Object.assign(state, { waits: act, opening: n });
  });
}

/** The room's screen shows only its own. @param {Desk} desk */
export function hasLooked(desk) {
  const state = desk.atStage(ReviewState);
  const { waits } = state;
  state.waits = null;
  desk.change((own) => (own.hasLooked = true));
  waits?.();
  desk.redraw();
}

/** The room sees this desk: nothing is opened, and its screen is covered. @param {Desk} desk */
export function isMirrored(desk) {
  desk.change((own) => {
    const state = own.atStage(ReviewState);
    Object.assign(state, { waits: null, mirrored: true });
    state.opened.clear();
  });
  if (!desk.now.covered) cover(desk);
}

/** Opens a card and no other, or closes it: it has been read. @param {Desk} desk @param {string} handle */
export function turn(desk, handle) {
  const { opened, read } = desk.atStage(ReviewState);
  if (opened.has(handle)) desk.change(() => void (opened.delete(handle) && read.add(handle)));
  else uncovers(desk, () => openOnly(desk, handle));
}

/** @param {Desk} desk @param {string} handle */
function openOnly(desk, handle) {
  const state = desk.atStage(ReviewState);
  for (const one of state.opened) state.read.add(one);
  state.opened.clear();
  state.opened.add(handle);
  state.aside = "";
  noteOpened(desk, [handle]);
  bringIntoView(handle);
}

/** Opens all these cards at once. @param {Desk} desk @param {readonly ReviewCard[]} cards */
export function uncoverAll(desk, cards) {
  const handles = cards.map(({ handle }) => handle);
  uncovers(desk, () => {
    const { opened } = desk.atStage(ReviewState);
    handles.forEach((handle) => opened.add(handle));
    noteOpened(desk, handles);
  }, handles.length);
}

/**
 * What one press can do with all these cards; "" where none is covered and not all are open.
 * @param {Pick<ReviewState, "opened" | "read">} here @param {readonly Pick<ReviewCard, "handle">[]} cards
 */
export function turnsAll({ opened, read }, cards) {
  if (cards.some(({ handle }) => !opened.has(handle) && !read.has(handle))) return "uncover";
  return cards.every(({ handle }) => opened.has(handle)) ? "cover" : "";
}

/** Covers all cards. @param {Desk} desk */
export function coverEach(desk) {
  desk.change((own) => own.atStage(ReviewState).opened.clear());
}

/**
 * Tells the server which cards were opened here: only they are shown to the room.
 * @param {Desk} desk @param {readonly string[]} handles
 */
function noteOpened(desk, handles) {
  const all = waitingCards(desk);
  const state = desk.atStage(ReviewState);
  state.batch ||= currentBatch(state, all); // what was just opened stays in view
  const news = all.filter(({ handle, read }) => !read && handles.includes(handle));
  if (news.length) desk.press({ type: "opened", cards: news.map(({ handle }) => handle) });
}

/** Closes a card that was read, and opens the next one. @param {Desk} desk @param {string} handle */
export function isFine(desk, handle) {
  const next = nextCard(desk, handle);
  noteOpened(desk, [handle]);
  desk.change((own) => {
    const { read, opened } = own.atStage(ReviewState);
    read.add(handle);
    opened.delete(handle);
    if (next) openOnly(own, next.handle);
  });
  bringIntoView(next?.handle ?? handle);
}

/** Brings a row, and what has opened in it, into view once it is drawn. @param {string} handle */
export function bringIntoView(handle) {
  requestAnimationFrame(() => {
    document.getElementById(rowOf(handle))?.scrollIntoView({ block: "nearest" });
  });
}

/** The id of the row of what is read. @param {string} handle */
export const rowOf = (handle) => `desk-row-${handle}`;

/** Whether the desk reads cards now: the look-through, or what goes up on a live wall. @param {Desk} desk */
export function readsCards({ now, room }) {
  const comes = now.kind === "write" || now.phase === "reading";
  return now.kind === "look_through" || (comes && room.list("review").length > 0);
}

/**
 * Does by a key what the buttons of the open card do.
 * @param {Desk} desk @param {ReviewAct} act
 * @returns {boolean} whether the key was for the cards; else it is the browser's
 */
export function actOnCard(desk, act) {
  if (!readsCards(desk) || desk.over) return false;
  const card = openCard(desk);
  if (act === "out") return Boolean(card && asksWhy(desk, card));
  if (act === "list") return Boolean(card && desk.now.kind === "ask_how" && lists(desk, card));
  if (act === "fine" && card) isFine(desk, card.handle);
  else turn(desk, (card ?? nextCard(desk) ?? listedCards(desk)[0])?.handle ?? "");
  return true;
}

/** Puts an answer on the list of lessons, or takes it off again. @param {Desk} desk @param {ReviewCard} card */
export function lists(desk, { handle, listed }) {
  desk.press({ type: "add_to_lessons", card: handle, on: !listed });
  if (!listed) isFine(desk, handle);
  return true;
}

/** Shows the reasons for which a card is set aside, or puts it back. @param {Desk} desk @param {ReviewCard} card */
export function asksWhy(desk, { handle, aside }) {
  if (aside) desk.press({ type: "set_aside", card: handle, reason: "" });
  else {
    const state = desk.atStage(ReviewState);
    desk.change(() => (state.aside = state.aside === handle ? "" : handle));
    bringIntoView(handle);
  }
  return true;
}
