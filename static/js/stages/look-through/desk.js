/** @import { ReviewCard } from "../../protocol.js" */
/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { beenThereCue, harmCue } from "../../desk/harm.js";
import { reviewList } from "../../desk/review-list.js";

/** The cards before the reveal, each covered until it is pressed. @param {Desk} desk */
export function stage(desk) {
  const all = desk.room.list("review");
  return html`${warning(desk)} ${goBack(desk) ? nothing : counts(desk, all)} ${reviewList(desk)}
    ${all.length ? html`<div>${beenThereCue()} ${harmCue(desk.workshop)}</div>` : nothing}`;
}

/** @param {Desk} desk @param {ReviewCard[]} cards */
function counts({ desk }, cards) {
  return html`<p>
    <strong class="t-statement">${waiting(desk, cards)}</strong>
    ${cards.length ? opened(cards) : nothing}
  </p>`;
}

/** How far the reading is, and what the room will see. @param {ReviewCard[]} cards */
function opened(cards) {
  const left = cards.filter(({ read, aside }) => !read && !aside).length;
  if (!left) return t("All have been opened. The room sees them at the reveal, except those set aside.");
  return [
    tn("{n} card is still to be opened.", "{n} cards are still to be opened.", left),
    t("Press one to read it. The room sees none of them yet, and at the reveal only those that have been opened."),
  ].join(" ");
}

/** @param {Desk["desk"]} desk @param {ReviewCard[]} cards */
function waiting(desk, cards) {
  const aside = cards.filter((card) => card.aside).length;
  const waits = cards.length ? cards.length - aside : desk.cards_waiting;
  if (!waits && !aside) return t("No card waits for the reveal.");
  const wait = tn("{n} card waits", "{n} cards wait", waits);
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
