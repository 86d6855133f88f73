import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { coverAll } from "../../desk/batch-panel.js";
import { small } from "../../desk/buttons.js";
import { reviewList } from "../../desk/review-list.js";
import { listedCards } from "../../desk/reviewing.js";
import { TOGETHER } from "../../rules/for-desks.js";

/** How many wait to be read; "" where none came. @param {Desk} desk */
export function headingOfWall(desk) {
  const all = desk.room.list("review");
  const waiting = all.filter(({ aside }) => !aside);
  return all.length ? heading(waiting.length, waiting.filter(({ read }) => !read).length) : "";
}

/** That nobody else sees these. @param {Desk} desk */
export function sentenceOfWall(desk) {
  if (desk.room.list("review").every(({ aside }) => aside)) return nothing;
  return html`<p class="t-second">
    ${t("Only the desk shows these. They are shuffled, and covered until you press one.")}
    ${coverAll(desk, listedCards(desk))}
  </p>`;
}

/** What phones have sent for a live wall, which the desk reads before the room sees it. @param {Desk} desk */
export function wallToRead(desk) {
  const all = desk.room.list("review");
  if (!all.length) return nothing;
  const waiting = all.filter(({ aside }) => !aside);
  const read = waiting.filter((card) => card.read).map(({ handle }) => handle);
  return html`<p class="visually-hidden" role="status">${headingOfWall(desk)}</p>
    ${reviewList(desk)} ${putUp(desk, read, waiting.length)}`;
}

/** @param {number} waiting @param {number} left to be read */
function heading(waiting, left) {
  if (left) return tn("{n} card waiting to be read", "{n} cards waiting to be read", left);
  return waiting ? t("All cards here have been read") : t("Set aside, from phones");
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
