/** @import { Commitment, DeskLessonEntry } from "../../protocol.js" */
/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { promise } from "../../projector/parts.js";
import { commitmentSentence } from "../../words/commitments.js";
import { quiet, small } from "../../desk/buttons.js";
import { canBePicked, whatToPick } from "./desk-picking.js";
import { headOf, paperOffer } from "./desk-paper-offer.js";
import { rowOf } from "../../desk/reviewing.js";
import { asksWhy, isAsked, turn } from "../../desk/unread.js";
import { unreadOffers } from "./desk-unread-offers.js";
import { whoAndWhen } from "../../desk/who-and-when.js";

/** Whether anything has to be picked. @param {Desk} desk */
export function sentence(desk) {
  const toPick = whatToPick(inOrder(desk).map((one) => one.offers));
  return html`<p class=${toPick ? "t-second" : "visually-hidden"} role="status">${toPick}</p>`;
}

/** For each chosen lesson, what was offered; the desk picks. @param {Desk} desk */
export function stage(desk) {
  const lessons = inOrder(desk);
  if (!lessons.length) return html`<p>${t("No lesson was chosen.")}</p>`;
  return html`${unreadOffers(desk, lessons.map(({ lesson }) => lesson))}
    <ol class="desk-list">
      ${lessons.map((one) => offered(desk, one.lesson, one.offers))}
    </ol>`;
}

/** The lessons that were chosen or have an offer, each with its offers. @param {Desk} desk */
function inOrder(desk) {
  const offers = desk.places.order("shown", desk.room.list("commitments"), ({ id }) => id);
  const all = [...offers, ...desk.room.list("offers")];
  const lessons = desk.room.list("lessons").filter(({ id, chosen }) => (
    chosen || all.some((offer) => offer.lesson === id)
  ));
  return lessons.sort((a, b) => a.rank - b.rank).map((lesson) => ({
    lesson, offers: offers.filter((one) => one.lesson === lesson.id),
  }));
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {Commitment[]} offers */
function offered(desk, lesson, offers) {
  const words = offers.length
    ? tn("{n} offer", "{n} offers", offers.length)
    : desk.room.list("offers").some((one) => one.lesson === lesson.id && !one.aside)
      ? t("Offered, but not shown to the room yet.") : t("Nobody has offered a commitment yet.");
  const seen = desk.desk.on_screen;
  return html`<li class="desk-entry">
    <h3 class="t-lesson" id=${headOf(lesson.id)} tabindex="-1" lang=${lesson.language} dir="auto">${lesson.text}</h3>
    <p class="t-small">${words}</p>
    ${offers.length
      ? html`<ul class="desk-below">
          ${repeat(offers, ({ id }) => id, (offer) => commitment(desk, offer, offers, seen.includes(offer.id)))}
        </ul>`
      : nothing}
    ${lesson.chosen && desk.now.collecting ? paperOffer(desk, lesson) : nothing}
  </li>`;
}

/**
 * What was shown by mistake can be taken off: it is then set aside, for one of the reasons.
 * @param {Desk} desk @param {Commitment} offer @param {Commitment[]} all that are shown for its lesson
 * @param {boolean} seen on the room's screen
 */
function commitment(desk, offer, all, seen) {
  const { id, owner, picked } = offer;
  const pick = () => desk.press({ type: "pick", commitment: id, on: !picked });
  const free = () => desk.press({ type: "free_commitment", commitment: id });
  const words = commitmentSentence(offer);
  const acts = html`<p class="desk-acts">
    ${canBePicked(all, picked)
      ? small(picked ? t("Do not pick") : t("Pick"), (event) => desk.once("offers", pick, event), words)
      : nothing}
    ${seen ? html`<span class="t-small">${onScreen(picked)}</span>` : nothing}
    ${quiet(t("Take it off the screen"), () => turn(desk, id), words)}
    ${owner ? quiet(t("Remove the name"), free, words) : nothing}
  </p>`;
  return html`<li id=${rowOf(id)} ?data-picked=${picked}>
    ${promise("t-cue", offer)} ${whoAndWhen(offer)}
    ${isAsked(desk, id) ? asksWhy(desk, id) : acts}
  </li>`;
}

/** @param {boolean} picked */
const onScreen = (picked) => (picked ? t("Picked: the room sees this one.") : t("The room already sees it."));
