import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { batchCount, unread } from "./batches.js";
import { small } from "./buttons.js";
import { ReviewState } from "./review-state.js";
import { coverEach, turnsAll, uncoverAll, waitingCards } from "./reviewing.js";

/**
 * Which batch this is, how far all desks have come, and the others to choose from.
 * @param {Desk} desk @param {number} batch
 */
export function batches(desk, batch) {
  const all = waitingCards(desk);
  const count = batchCount(all.length);
  const left = unread(all);
  return html`<div class="desk-batches">
    <h3 class="t-name">${t("Batch {n} of {all}", { n: batch, all: count })}</h3>
    <p class="t-small">
      ${tn("{n} of {all} batches has been read.", "{n} of {all} batches have been read.", count - left.length,
        { all: count })}
      ${t("Several desks can share them: each takes a different batch.")}
    </p>
    <div class="desk-row" role="group" aria-label=${t("Batches")}>
      ${Array.from({ length: count }, (_, i) => choice(desk, i + 1, batch, left))}
    </div>
    <progress
      class="desk-progress"
      aria-label=${t("Batches already read")}
      max=${count}
      value=${count - left.length}
    ></progress>
  </div>`;
}

/**
 * One press for all the cards that are listed: uncovers them while one is covered, covers them while
 * all are open. A card that was read shows its first line, so it is not covered.
 * @param {Desk} desk @param {readonly ReviewCard[]} cards
 */
export function coverAll(desk, cards) {
  const turn = cards.length < 2 ? "" : turnsAll(desk.atStage(ReviewState), cards);
  if (!turn) return nothing;
  const [words, press] = turn === "uncover"
    ? [t("Uncover all {n}", { n: cards.length }), () => uncoverAll(desk, cards)]
    : [t("Cover all {n}", { n: cards.length }), () => coverEach(desk)];
  return html`<span class="desk-cover-all"
    ><button class="button-quiet desk-inline" type="button" @click=${press}>${words}</button></span
  >`;
}

/** @param {Desk} desk @param {number} n @param {number} current @param {readonly number[]} left */
function choice(desk, n, current, left) {
  return html`<button
    class="button desk-small desk-batch"
    type="button"
    aria-current=${n === current ? "true" : nothing}
    @click=${() => open(desk, n)}
  >
    ${left.includes(n) ? String(n) : t("{n}, read", { n })}
  </button>`;
}

/**
 * Below a batch: on to the next one that somebody has to read.
 * @param {Desk} desk @param {number} batch
 */
export function nextBatch(desk, batch) {
  const left = unread(waitingCards(desk)).filter((one) => one !== batch);
  const next = left.find((one) => one > batch) ?? left[0];
  return next ? html`<p>${small(t("Read batch {n}", { n: next }), () => open(desk, next))}</p>` : nothing;
}

/** @param {Desk} desk @param {number} batch */
function open(desk, batch) {
  desk.change((own) => (own.atStage(ReviewState).batch = batch));
  document.querySelector(".desk-batches")?.scrollIntoView({ block: "start" });
}
