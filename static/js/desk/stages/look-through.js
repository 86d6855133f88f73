/** @import { ReviewCard } from "../../protocol.js" */
/** @import { Desk } from "../desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { listed } from "../../words/listed.js";
import { batches, finishBatch } from "../batch-panel.js";
import { currentBatch, inBatch } from "../batches.js";
import { quiet, small } from "../buttons.js";
import { harmCue } from "../harm.js";

/** @typedef {"protect" | "care" | "elsewhere"} Reason */

/** The cards before the reveal, each covered until it is pressed. @param {Desk} desk */
export function stage(desk) {
  const cards = desk.room.list("review");
  const batch = currentBatch(desk, cards.length);
  return html`${warning(desk)}
    ${goBack(desk) ? nothing : html`<p class="t-statement">${counts(desk, cards)}</p>`}
    ${cards.length
      ? html`<p class="t-small">
          ${t("Shuffled, and covered until you press one. Does nobody else see this screen?")}
        </p>`
      : nothing}
    ${batch ? batches(desk, batch, inBatch(cards, batch)) : nothing}
    <ul class="desk-review">
      ${repeat(batch ? inBatch(cards, batch) : cards, (card) => card.handle,
        (card) => reviewed(desk, card))}
    </ul>
    ${batch ? finishBatch(desk, batch) : nothing}`;
}

/** @param {Desk} desk @param {ReviewCard[]} cards */
function counts({ desk }, cards) {
  const aside = cards.filter((card) => card.aside).length;
  const waiting = cards.length ? cards.length - aside : desk.cards_waiting;
  if (!waiting && !aside) return t("No card waits for the reveal.");
  const wait = tn("{n} card waits", "{n} cards wait", waiting);
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
    ${t("You are few: a guess is easy. Set aside what points at somebody.")}
  </p>`;
}

/** @param {Desk} desk @param {ReviewCard} card */
function reviewed(desk, card) {
  const open = desk.opened.has(card.handle);
  return html`<li class="desk-card" ?data-aside=${card.aside !== ""}>
    ${open ? openCard(desk, card) : coveredCard(desk, card)}
  </li>`;
}

/** @param {Desk} desk @param {ReviewCard} card */
function coveredCard(desk, card) {
  const marks = [card.aside ? t("set aside") : "", card.sensitive ? t("sensitive") : ""];
  const words = listed([t("Covered: press to read"), ...marks]);
  return html`<button
    class="desk-cover"
    type="button"
    aria-expanded="false"
    @click=${() => turn(desk, card)}
  >
    ${words}
  </button>`;
}

/** @param {Desk} desk @param {ReviewCard} card */
function openCard(desk, card) {
  const { handle, happened, learned, language, sensitive } = card;
  return html`<button
      class="desk-uncovered"
      type="button"
      aria-expanded="true"
      @click=${() => turn(desk, card)}
    >
      <span class="t-card" lang=${language} dir="auto">${happened}</span>
      ${learned
        ? html`<span class="t-card t-second" lang=${language} dir="auto">${learned}</span>`
        : nothing}
    </button>
    ${aside(desk, card)}
    <p class="desk-acts">
      ${quiet(sensitive ? t("Not sensitive") : t("Mark as sensitive"),
        () => desk.press({ type: "mark_sensitive", card: handle, on: !sensitive }), happened)}
      ${quiet(t("Cover again"), () => turn(desk, card), happened)}
    </p>
    ${harmCue(desk.workshop)}`;
}

/** @param {Desk} desk @param {ReviewCard} card */
function aside(desk, { handle, aside: reason }) {
  const setAside = (/** @type {Reason | ""} */ why) => {
    desk.press({ type: "set_aside", card: handle, reason: why });
  };
  if (reason) {
    return html`<div class="desk-row">
      <p class="t-name">${t("Set aside, {reason}.", { reason: reasons()[reason] })}</p>
      ${small(t("Put back"), () => setAside(""))}
    </div>`;
  }
  return html`<div class="desk-row" role="group" aria-label=${t("Set aside")}>
    <p class="t-name">${t("Set aside")}</p>
    ${Object.entries(reasons()).map(([why, words]) => (
      small(words, () => setAside(/** @type {Reason} */ (why)))))}
  </div>`;
}

/** @returns {Record<Reason, string>} */
function reasons() {
  return {
    protect: t("to protect the writer"),
    care: t("to talk about it with care"),
    elsewhere: t("it belongs elsewhere"),
  };
}

/** @param {Desk} desk @param {ReviewCard} card */
function turn(desk, { handle }) {
  desk.change(({ opened }) => void (opened.delete(handle) || opened.add(handle)));
}
