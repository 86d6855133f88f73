/** @import { ReviewCard } from "../protocol.js" */
/** @import { Desk } from "./desk.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { batchCount, unread } from "./batches.js";
import { quiet, small } from "./buttons.js";
import { uncovers } from "./reviewing.js";

/**
 * Which batch this is, how far all desks have come, and the others to choose from.
 * @param {Desk} desk @param {number} batch @param {readonly ReviewCard[]} cards of this batch
 */
export function batches(desk, batch, cards) {
  const count = batchCount(desk.room.list("review").length);
  const { reviewed } = desk.desk;
  return html`<div class="desk-batches">
    <h3 class="t-name">${t("Batch {n} of {all}", { n: batch, all: count })}</h3>
    <p class="t-small">
      ${tn("{n} of {all} batches is read.", "{n} of {all} batches are read.", reviewed.length,
        { all: count })}
      ${t("Several desks can share them: each takes another batch.")}
    </p>
    <div class="desk-row" role="group" aria-label=${t("Batches")}>
      ${Array.from({ length: count }, (_, i) => choice(desk, i + 1, batch))}
    </div>
    <progress
      class="desk-progress"
      aria-label=${t("Batches that were read")}
      max=${count}
      value=${reviewed.length}
    ></progress>
    <p class="desk-acts">${coverAll(desk, cards)}</p>
  </div>`;
}

/** @param {Desk} desk @param {readonly ReviewCard[]} cards */
function coverAll(desk, cards) {
  const each = (/** @type {(handle: string) => void} */ act) => () => uncovers(desk, () => {
    cards.forEach(({ handle }) => act(handle));
  });
  return cards.some(({ handle }) => !desk.opened.has(handle))
    ? quiet(t("Uncover the whole batch"), each((handle) => desk.opened.add(handle)))
    : quiet(t("Cover the whole batch"), each((handle) => desk.opened.delete(handle)));
}

/** @param {Desk} desk @param {number} n @param {number} current */
function choice(desk, n, current) {
  const read = desk.desk.reviewed.includes(n);
  return html`<button
    class="button desk-small desk-batch"
    type="button"
    aria-current=${n === current ? "true" : nothing}
    @click=${() => open(desk, n)}
  >
    ${read ? t("{n}, read", { n }) : String(n)}
  </button>`;
}

/**
 * The last act below a batch: it is read, and the next one is there.
 * @param {Desk} desk @param {number} batch
 */
export function finishBatch(desk, batch) {
  const on = !desk.desk.reviewed.includes(batch);
  const words = on ? t("This batch is read") : t("Not read after all");
  return html`<p>${small(words, () => finish(desk, batch, on))}</p>`;
}

/** @param {Desk} desk @param {number} batch @param {boolean} on */
async function finish(desk, batch, on) {
  const answer = await desk.press({ type: "reviewed", batch, on });
  if (!on || "refused" in answer) return;
  const left = unread(desk.room.list("review").length, [...desk.desk.reviewed, batch]);
  open(desk, left.find((one) => one > batch) ?? left[0] ?? batch);
}

/** @param {Desk} desk @param {number} batch */
function open(desk, batch) {
  desk.change((own) => (own.batch = batch));
  document.querySelector(".desk-batches")?.scrollIntoView({ block: "start" });
}
