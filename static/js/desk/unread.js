/** @import { UnreadEntry } from "../protocol.js" */
/** @import { Reason } from "./set-aside-reasons.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../core/words.js";
import { HANDLES_AT_ONCE, MIDDLE_ROOM } from "../rules/for-desks.js";
import { reasons } from "./set-aside-reasons.js";
import { quiet, small } from "./buttons.js";
import { bringIntoView, rowOf } from "./reviewing.js";

/** What is about to be set aside, as soon as a reason is chosen. */
class AskingWhy {
  /** The handles of lessons, or the ids of offers. @type {Set<string>} */
  about = new Set();
}

/** What phones have sent, which the desk reads before the room sees it. @param {Desk} desk */
export function unreadLessons(desk) {
  const all = inOrder(desk);
  if (!all.length) return howTheyCome(desk);
  const waiting = all.filter((one) => !one.aside);
  return html`<section class="desk-unread notice" aria-labelledby="desk-unread">
    <div class="desk-unread-head">
      <p class="t-name" id="desk-unread" role="status">${heading(desk, waiting.length)}</p>
      ${waiting.length > 1 ? letOn(desk, waiting) : nothing}
    </div>
    ${waiting.length ? html`<p class="t-small">${untilDecided(desk)}</p>` : nothing}
    ${howTheyCome(desk)}
    <ul class="desk-list">
      ${repeat(all, ({ handle }) => handle, (one) => (
        entry(desk, one, waiting.indexOf(one))))}
    </ul>
  </section>`;
}

/**
 * Those that wait, in a place of one height: the list above it never moves. @param {Desk} desk
 */
export function waitingLessons(desk) {
  const waiting = inOrder(desk).filter((one) => !one.aside);
  if (!waiting.length) return nothing;
  return html`<section class="desk-unread" aria-labelledby="desk-unread">
    <div class="desk-unread-head">
      <p class="t-name" id="desk-unread" role="status">${heading(desk, waiting.length)}</p>
      ${waiting.length > 1 ? letOn(desk, waiting) : nothing}
    </div>
    <ul class="desk-list" tabindex="0">
      ${repeat(waiting, ({ handle }) => handle, (one, place) => entry(desk, one, place))}
    </ul>
  </section>`;
}

/** Those that the desk has set aside, each to be put back. @param {Desk} desk */
export function asideLessons(desk) {
  const aside = inOrder(desk).filter((one) => one.aside);
  if (!aside.length) return nothing;
  return html`<section class="desk-unread" aria-labelledby="desk-aside">
    <p class="t-name" id="desk-aside">${heading(desk, 0)}</p>
    <ul class="desk-list">${repeat(aside, ({ handle }) => handle, (one) => entry(desk, one, -1))}</ul>
  </section>`;
}

/** @param {Desk} desk */
const inOrder = (desk) => desk.places.order("unread", desk.room.list("unread"), ({ handle }) => handle);

/** Where they are if nobody decides: those of groups come along to the lessons. @param {Desk} desk */
function untilDecided({ agenda, now }) {
  const later = agenda.stages.slice(now.position + 1);
  return later.some(({ kind }) => kind === "lessons")
    ? t("Only the desk shows these. Decide now, or with the lessons.")
    : t("Only the desk shows these.");
}

/** How lessons reach this desk; if none have, nobody can tell why. @param {Desk} desk */
export function howTheyCome({ now, desk, room }) {
  const words = now.kind === "talk" ? fromGroups() : now.adding ? inBatches(room.tick?.here ?? 0) : desk.all_added ? "" : tooFew();
  return now.collecting && words ? html`<p class="t-small">${words}</p>` : nothing;
}

const fromGroups = () => t("Groups can send a sentence each. They appear here as they come.");

/** @param {number} here */
const inBatches = (here) => (here > MIDDLE_ROOM
  ? t("Lessons from phones come several at a time.") : t("Lessons from phones come when adding closes."));

const tooFew = () => t("Adding has closed. If too few people added something, it stays with them, and you do not see it. Ask aloud whether a lesson is missing, and add it here.");

/** @param {Desk} desk @param {number} n */
function heading({ now }, n) {
  if (!n) return t("Set aside, from phones");
  return now.kind === "talk"
    ? tn("{n} sentence from a group to read", "{n} sentences from groups to read", n)
    : tn("{n} lesson from phones to read", "{n} lessons from phones to read", n);
}

/** What was on show, and nothing that comes while it is pressed. @param {Desk} desk @param {UnreadEntry[]} waiting */
function letOn(desk, waiting) {
  const unread = waiting.map(({ handle }) => handle);
  const label = tn("Add it to lessons", "Add all {n} to lessons", unread.length);
  return small(label, (event) => desk.once("lessons", () => inParts(desk, unread), event));
}

/**
 * Lets all of these on: of thousands one part after the other; the rest waits where one is refused.
 * @param {Desk} desk @param {readonly string[]} all
 */
export async function inParts(desk, all) {
  for (let from = 0; from < all.length; from += HANDLES_AT_ONCE) {
    const answer = await desk.press({ type: "let_on", unread: all.slice(from, from + HANDLES_AT_ONCE) });
    if ("refused" in answer) return;
  }
}

/** @param {Desk} desk @param {UnreadEntry} one @param {number} place among those that wait, else -1 */
function entry(desk, one, place) {
  const { handle, text, language, aside } = one;
  return html`<li class="desk-entry desk-line-entry" id=${rowOf(handle)} ?data-out=${aside !== ""}>
    <p class="t-lesson" lang=${language} dir="auto">${text}</p>
    ${aside || isAsked(desk, handle)
      ? nothing
      : html`<p class="desk-acts">${letOneOn(desk, one, place)}
          ${quiet(t("Set aside"), () => turn(desk, handle), text)}</p>`}
    ${aside ? isAside(desk, one, t("Lesson set aside, {reason}.", { reason: reasons()[aside] })) : nothing}
    ${!aside && isAsked(desk, handle) ? html`${asksWhy(desk, handle)}
      <p class="t-small">${t("Nothing new in it? Add it, then leave it out.")}</p>` : nothing}
  </li>`;
}

/**
 * By a key, one after the other is put on the list: the next one's button takes the place, and so
 * the focus.
 * @param {Desk} desk @param {UnreadEntry} one @param {number} place
 */
function letOneOn(desk, { handle, text }, place) {
  if (place < 0) return nothing;
  const act = () => desk.press({ type: "let_on", unread: [handle] });
  return small(t("Add to lessons"), (event) => desk.once("lessons", act, event), text,
    `desk-let-on-${place}`);
}

/**
 * What was set aside can be put back.
 * @param {Desk} desk @param {{handle: string, text: string}} one @param {string} words
 */
export function isAside(desk, { handle, text }, words) {
  return html`<p class="desk-acts">
    <span class="t-small">${words}</span>
    ${quiet(t("Put back"), () => put(desk, handle, ""), text)}
  </p>`;
}

/** Whether the reasons are shown for which something can be set aside. @param {Desk} desk @param {string} handle */
export const isAsked = (desk, handle) => desk.atStage(AskingWhy).about.has(handle);

/** Why something is set aside. @param {Desk} desk @param {string} handle */
export function asksWhy(desk, handle) {
  return html`<div class="desk-row" role="group" aria-label=${t("Set aside")}>
    <p class="t-name">${t("Choose why. Only its writer sees it:")}</p>
    ${Object.entries(reasons()).map(([why, words]) => (
      small(words, () => put(desk, handle, /** @type {Reason} */ (why)))))}
    ${quiet(t("Do not set aside"), () => turn(desk, handle))}
  </div>`;
}

/** @param {Desk} desk @param {string} handle @param {Reason | ""} reason */
function put(desk, handle, reason) {
  desk.change((own) => void own.atStage(AskingWhy).about.delete(handle));
  desk.press({ type: "put_aside", unread: handle, reason });
}

/** Asks for the reason, or asks no more. @param {Desk} desk @param {string} handle */
export function turn(desk, handle) {
  const { about } = desk.atStage(AskingWhy);
  desk.change(() => void (about.delete(handle) || about.add(handle)));
  bringIntoView(handle);
}
