/** @import { DeskAnswerEntry, DeskCard } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../core/words.js";
import { small } from "./buttons.js";
import { alongWords, leaveOn, shownCards, takeOff } from "./reveal-cards.js";

/**
 * The cards and answers that someone asks to take off the screen, in every stage until the desk has
 * decided. A request comes without sender or reason. The next one slides under the pointer.
 * @param {Desk} desk
 */
export const askedOff = (desk) => repeat(askedInPlace(desk), ({ n }) => n, (one) => asked(desk, one));

/** What someone asks about, the first one first whatever comes. @param {Desk} desk */
export function askedInPlace(desk) {
  const answers = desk.room.list("answers").filter(({ asked, off }) => asked && !off);
  return desk.places.order("asked", [...shownCards(desk).asked, ...answers], ({ n }) => String(n));
}

/**
 * What there is to say of something that someone asks about, and to decide.
 * @param {Desk} desk @param {DeskCard | DeskAnswerEntry} one
 */
export function request(desk, one) {
  if ("text" in one) return {
    text: one.text,
    title: t("A phone asks: please take this answer away."),
    words: t("Take it away"),
    along: "",
    off: () => desk.press({ type: "take_off", card: String(one.n), on: true }),
    leave: () => desk.press({ type: "leave_card", card: String(one.n) }),
  };
  return {
    text: one.happened,
    title: t("A phone asks: please take this card away."),
    words: t("Take it away"),
    along: alongWords(desk, one),
    off: () => takeOff(desk, one),
    leave: () => leaveOn(desk, one),
  };
}

/** @param {Desk} desk @param {DeskCard | DeskAnswerEntry} one */
function asked(desk, one) {
  const { text, title, words, along, off, leave } = request(desk, one);
  const decides = (/** @type {() => void} */ act) => (/** @type {Event} */ event) => (
    desk.once("asked", act, event)
  );
  return html`<div class="notice desk-asked" role="alert">
    <p class="notice-title">${title}</p>
    <blockquote class="t-cue" lang=${one.language} dir="auto">${text}</blockquote>
    ${along ? html`<p class="t-small">${along}</p>` : nothing}
    <div class="desk-row">
      ${small(words, decides(off), text)}
      ${small(t("Leave it"), decides(leave), text)}
    </div>
  </div>`;
}
