/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { small } from "../../desk/buttons.js";
import { reviewList } from "../../desk/review-list.js";
import { TOGETHER } from "../../rules/for-desks.js";

/** What phones have sent for a live wall, which the desk reads before the room sees it. @param {Desk} desk */
export function wallToRead(desk) {
  const all = desk.room.list("review");
  if (!all.length) return nothing;
  const waiting = all.filter(({ aside }) => !aside);
  const read = waiting.filter((card) => card.read).map(({ handle }) => handle);
  return html`<section class="desk-unread notice" aria-labelledby="desk-wall">
    <p class="t-statement" id="desk-wall" role="status">${heading(waiting.length, read.length)}</p>
    ${waiting.length
      ? html`<p class="t-small">
          ${t("Only the desk shows these. They are shuffled, and covered until you press one.")}
        </p>`
      : nothing}
    ${reviewList(desk)} ${putUp(desk, read, waiting.length)}
  </section>`;
}

/** @param {number} waiting @param {number} read */
function heading(waiting, read) {
  const left = waiting - read;
  if (left) return tn("{n} card waits to be read", "{n} cards wait to be read", left);
  return waiting ? t("All cards here are read") : t("Set aside, from phones");
}

/**
 * What was read goes up together, and nothing that was opened while it is pressed.
 * @param {Desk} desk @param {string[]} read @param {number} waiting
 */
function putUp(desk, read, waiting) {
  if (!waiting) return nothing;
  if (read.length < Math.min(TOGETHER, waiting)) {
    return html`<p class="t-small">${t("Once three are read, you can put them on the wall together.")}</p>`;
  }
  const label = tn("Put {n} card on the wall", "Put {n} cards on the wall", read.length);
  return html`<p>${small(label, () => desk.press({ type: "let_on", unread: read }))}</p>`;
}
