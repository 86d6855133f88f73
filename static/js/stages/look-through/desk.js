import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { beenThereCue, harmCue } from "../../desk/harm.js";
import { coverAll } from "../../desk/batch-panel.js";
import { reviewList } from "../../desk/review-list.js";
import { listedCards, openCard } from "../../desk/reviewing.js";

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
  return html`<p class="t-second">${opened(cards)} ${coverAll(desk, listedCards(desk))}</p>`;
}

/** The cards before the reveal, each covered until it is pressed. @param {Desk} desk */
export function stage(desk) {
  return html`${warning(desk)} ${reviewList(desk)}
    ${desk.room.list("review").length
      ? html`<div class="desk-helps">${beenThereCue()} ${harmCue(desk.workshop)}</div>`
      : nothing}`;
}

/** How far the reading is, and what the room will see. @param {ReviewCard[]} cards */
function opened(cards) {
  const waiting = cards.filter(({ aside }) => !aside);
  const left = waiting.filter(({ read }) => !read).length;
  if (!left) return t("All have been opened. The room sees them at the reveal, except those set aside.");
  const how = t("Press one to read it. The room sees none of them yet, and at the reveal only those that have been opened.");
  if (left === waiting.length) return how;
  return `${tn("{n} card is still to be opened.", "{n} cards are still to be opened.", left)} ${how}`;
}

/** @param {Desk["desk"]} desk @param {ReviewCard[]} cards */
function waiting(desk, cards) {
  const aside = cards.filter((card) => card.aside).length;
  const waits = cards.length ? cards.length - aside : desk.cards_waiting;
  if (!waits && !aside) return t("No cards are waiting for the reveal.");
  const wait = tn("{n} card waiting", "{n} cards waiting", waits);
  return aside ? t("{wait}, {aside} set aside.", { wait, aside }) : `${wait}.`;
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
