/** @import { OfferEntry } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { deskPicks } from "../../core/choosing.js";
import { t, tn } from "../../core/words.js";
import { promise } from "../../projector/parts.js";
import { commitmentSentence } from "../../words/commitments.js";
import { quiet, small } from "../../desk/buttons.js";
import { lessonsToPick } from "./desk-lessons.js";
import { canBePicked, whatToPick } from "./desk-picking.js";
import { headOf, paperOffer } from "./desk-paper-offer.js";
import { nextMeeting } from "../../desk/next-meeting.js";
import { rowOf } from "../../desk/reviewing.js";
import { asksWhy, isAside, isAsked, turn } from "../../desk/unread.js";
import { whoAndWhen } from "../../desk/who-and-when.js";
import { HANDLES_AT_ONCE } from "../../rules/for-desks.js";
import { reasons } from "../../desk/set-aside-reasons.js";

/** Whether anything has to be picked. @param {Desk} desk */
export function sentence(desk) {
  const lessons = inOrder(desk);
  const toPick = whatToPick(lessons.map((one) => one.offers));
  return html`${lessons.length ? html`<p class="t-cue">${aloud(lessons)}</p>` : nothing}
    <p class=${toPick ? "t-second" : "visually-hidden"} role="status">${toPick}</p>`;
}

/** @param {{offers: readonly Commitment[]}[]} lessons */
const aloud = (lessons) => (lessons.some(({ offers }) => offers.length)
  ? t("Ask aloud: “Can someone do this by Friday?” They press “I’ll take this on” on their phone.")
  : t("Ask aloud: “Can someone do this by Friday?” They press “Offer a commitment” on their phone."));

/** For each chosen lesson, what was offered; the desk picks. @param {Desk} desk */
export function stage(desk) {
  if (deskPicks(desk.agenda)) return html`${lessonsToPick(desk)} ${allOffered(desk)}`;
  return inOrder(desk).length ? allOffered(desk) : html`<p>${t("No lesson was chosen.")}</p>`;
}

/** @param {Desk} desk */
function allOffered(desk) {
  const lessons = inOrder(desk);
  return html`${unreadOffers(desk, lessons.map(({ lesson }) => lesson))}
    <ol class="desk-list">
      ${lessons.map((one) => offered(desk, one.lesson, one.offers))}
    </ol>
    ${nextMeeting(desk)}`;
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

/**
 * What was offered, which the desk reads before the room sees it.
 * @param {Desk} desk @param {readonly DeskLessonEntry[]} lessons in their order
 */
function unreadOffers(desk, lessons) {
  const place = new Map(lessons.map(({ id }, i) => [id, i]));
  const byLesson = [...desk.room.list("offers")].sort((a, b) => (
    (place.get(a.lesson) ?? 0) - (place.get(b.lesson) ?? 0)
  ));
  const all = desk.places.order("offers", byLesson, ({ id }) => id);
  if (!all.length) return nothing;
  const waiting = all.filter((one) => !one.aside);
  return html`<section class="desk-unread notice" aria-labelledby="desk-unread">
    <div class="desk-unread-head">
      <p class="t-name" id="desk-unread" role="status">${heading(waiting.length)}</p>
      ${waiting.length > 1 ? letAllOn(desk, waiting) : nothing}
    </div>
    ${waiting.length
      ? html`<p class="t-small">
          ${t("Only the desk shows these. What you show is on every phone; the room’s screen has one for each lesson.")}
        </p>`
      : nothing}
    <ul class="desk-list">
      ${repeat(all, ({ id }) => id, (one) => entry(desk, one, lessons, waiting.indexOf(one)))}
    </ul>
  </section>`;
}

/** @param {number} n */
const heading = (n) => (n ? tn("{n} offer to read", "{n} offers to read", n) : t("Offers set aside"));

/** What was on show, and nothing that comes while it is pressed. @param {Desk} desk @param {OfferEntry[]} waiting */
function letAllOn(desk, waiting) {
  const unread = waiting.map(({ id }) => id).slice(0, HANDLES_AT_ONCE);
  const label = tn("Show it to the room", "Show all {n} to the room", unread.length);
  return small(label, () => desk.press({ type: "let_on", unread }));
}

/**
 * @param {Desk} desk @param {OfferEntry} one @param {readonly DeskLessonEntry[]} lessons
 * @param {number} place among those that wait
 */
function entry(desk, one, lessons, place) {
  const { id, aside, owner } = one;
  const lesson = lessons.find((each) => each.id === one.lesson);
  const text = commitmentSentence(one);
  const out = aside && t("Offer set aside, {reason}.", { reason: reasons()[aside] });
  return html`<li class="desk-entry" id=${rowOf(id)} ?data-out=${aside !== ""}>
    ${lesson
      ? html`<p class="t-small" lang=${lesson.language} dir="auto">${lesson.text}</p>`
      : nothing}
    ${promise("t-cue", one)} ${whoAndWhen(one)}
    ${owner && !aside
      ? html`<p class="t-small">${t("Ask aloud: {name}, is this yours?", { name: owner })}</p>`
      : nothing}
    ${out ? isAside(desk, { handle: id, text }, out) : nothing}
    ${!aside && !isAsked(desk, id) ? acts(desk, one, text, place) : nothing}
    ${!aside && isAsked(desk, id) ? asksWhy(desk, id) : nothing}
  </li>`;
}

/**
 * By a key, one after the other is let on: the next one's button takes the place, and so the focus.
 * Where the room's screen has an offer for the lesson, another one takes its place and is picked.
 * @param {Desk} desk @param {OfferEntry} one @param {string} text @param {number} place
 */
function acts(desk, one, text, place) {
  const { id, owner } = one;
  const letOn = () => desk.press({ type: "let_on", unread: [id] });
  const pick = () => desk.press({ type: "pick", commitment: id, on: true });
  const free = () => desk.press({ type: "free_commitment", commitment: id });
  const shows = (/** @type {() => void} */ act) => (/** @type {Event} */ event) => (
    desk.once("offers", act, event)
  );
  return html`<p class="desk-acts">
    ${isSeen(desk, one)
      ? small(t("Show it instead"), shows(pick), text, `desk-show-${place}`)
      : small(t("Show to the room"), shows(letOn), text, `desk-show-${place}`)}
    ${quiet(t("Set aside"), () => turn(desk, id), text)}
    ${owner ? quiet(t("Remove the name"), free, text) : nothing}
  </p>`;
}

/** Whether the room sees another offer for the same lesson. @param {Desk} desk @param {OfferEntry} one */
const isSeen = (desk, { lesson }) =>
  desk.room.list("commitments").some((shown) => shown.lesson === lesson);
