import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { beenThereCue, harmCue } from "../../desk/harm.js";
import { coverAll } from "../../desk/batch-panel.js";
import { reviewList } from "../../desk/review-list.js";
import { listedCards, openCard } from "../../desk/reviewing.js";
import { ReviewState } from "../../desk/review-state.js";
import { seenWords } from "../../desk/seen-words.js";

/** Which card is open, else how many wait. @param {Desk} desk */
export function heading(desk) {
  if (goBack(desk)) return "";
  const cards = listedCards(desk);
  const open = openCard(desk);
  if (open) return t("Card {n} of {all}", { n: cards.indexOf(open) + 1, all: cards.length });
  return waiting(desk.desk, desk.room.list("review"));
}

/** How far the reading is. @param {Desk} desk */
export function sentence(desk) {
  const cards = desk.room.list("review");
  if (goBack(desk) || !cards.length) return nothing;
  return html`<p class="t-second">${t("The room sees “{words}”", { words: seenWords(desk) })}</p>
    <p class="t-second">${opened(desk, cards)} ${coverAll(desk, listedCards(desk))}</p>`;
}

/** The cards before the reveal, each covered until it is pressed. @param {Desk} desk */
export function stage(desk) {
  return html`${warning(desk)} ${reviewList(desk)}
    ${desk.room.list("review").length
      ? html`<div class="desk-helps">${beenThereCue()} ${harmCue(desk.workshop)}</div>`
      : nothing}`;
}

/** How far the reading is, in figures. @param {Desk} desk @param {ReviewCard[]} cards */
function opened(desk, cards) {
  const waiting = cards.filter(({ aside }) => !aside);
  const left = waiting.filter(({ handle, read }) => !read || isBeingRead(desk, handle)).length;
  const figures = { fine: waiting.length - left, aside: cards.length - waiting.length, left };
  if (!left) {
    return figures.aside ? t("{fine} to be shown, {aside} set aside", figures)
      : tn("{n} to be shown", "{n} to be shown", figures.fine);
  }
  return figures.aside
    ? t("{fine} fine, {aside} set aside, {left} to read", figures)
    : t("{fine} fine, {left} to read", figures);
}

/** The server knows a card as read as soon as it is open. @param {Desk} desk @param {string} handle */
function isBeingRead(desk, handle) {
  const { opened, read } = desk.atStage(ReviewState);
  return opened.has(handle) && !read.has(handle);
}

/** @param {Desk["desk"]} desk @param {ReviewCard[]} cards */
function waiting(desk, cards) {
  const aside = cards.filter((card) => card.aside).length;
  const waits = cards.length ? cards.length - aside : desk.cards_waiting;
  if (!waits && !aside) return t("No cards are waiting for the reveal.");
  if (cards.length && cards.every(({ aside: out, read }) => out || read)) return t("All cards have been read.");
  return `${tn("{n} card waiting", "{n} cards waiting", waits)}.`;
}

/** Whether the cards can only go back: the main button says so. @param {Desk} desk */
function goBack({ desk: { goes } }) {
  return goes.some(({ takes }) => takes.some(({ what }) => what === "cards_back"));
}

/** @param {Desk} desk */
function warning(desk) {
  if (goBack(desk) || !desk.now.few) return nothing;
  return html`<p class="notice">
    ${t("With so few of us, guessing is easy. Set aside any card that points at someone.")}
  </p>`;
}
