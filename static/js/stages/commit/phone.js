import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { deskPicks } from "../../core/choosing.js";
import { t } from "../../core/words.js";
import { promised } from "../../elements/promised.js";
import { sheet } from "../../elements/card.js";
import { field, notice, plainButton, quietButton, topRow, trouble } from "../../participant/controls.js";
import { dayInWords } from "../../participant/dates.js";
import { letters } from "../../participant/letters.js";
import { comma } from "../../words/listed.js";
import { closeForm, openForm } from "./phone-form-page.js";
import { isOffering, offerFoot, offerForm, offerPlace } from "./phone-offer.js";
import { mainButton } from "../../participant/main-button.js";
import { NAME } from "../../rules/for-phones.js";
import { length } from "../../participant/text.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const chosen = here.room.list("lessons").filter((lesson) => lesson.chosen).sort((a, b) => a.rank - b.rank);
  return (here.now.collecting ? formPage(here, chosen) : null) ?? listing(here, chosen);
}

/**
 * The form that is open, which takes the whole page.
 * @param {Here} here @param {readonly Lesson[]} chosen @returns {Page | null}
 */
function formPage(here, chosen) {
  const offering = chosen.find(({ id }) => isOffering(here, id));
  if (offering) return writing(here, offering);
  const one = here.room.list("commitments").find((each) => isTaking(here, each));
  const lesson = chosen.find(({ id }) => id === one?.lesson);
  return one && lesson ? taking(here, one, lesson) : null;
}

/** @param {Here} here @param {Lesson} lesson @returns {Page} */
function writing(here, lesson) {
  const body = html`${about(here, lesson)} ${offerForm(here, lesson.id)}`;
  return { body, foot: offerFoot(here, lesson.id) };
}

/** @param {Here} here @param {Commitment} one @param {Lesson} lesson @returns {Page} */
function taking(here, one, lesson) {
  const body = html`${topRow(here, t("What we take on"), "t-heading")}
    ${torn(lesson, [one], promise(here, one))} ${takeForm(here, one)}`;
  return { body, foot: takeFoot(here, one) };
}

/** The lesson of a form. @param {Here} here @param {Lesson} lesson */
function about(here, { text, language }) {
  return topRow(here, html`<span lang=${language}>${text}</span>`, "t-lesson");
}

/** @param {Here} here @param {readonly Lesson[]} chosen @returns {Page} */
function listing(here, chosen) {
  const body = html`${topRow(here, t("What we take on"), "t-heading")}
    <p>${t("Small and soon beats large and later. Name only yourself.")}</p>
    ${chosen.length ? nothing :
      html`<p class="t-second">${deskPicks(here.room.get("agenda"))
        ? t("The facilitator picks the lessons. They appear here.")
        : t("No lesson was chosen. Wait for the facilitator.")}</p>`}
    ${repeat(
      chosen,
      ({ id }) => id,
      (lesson) => withCommitments(here, lesson),
    )}
    ${letters(here)}`;
  return { body };
}

/** @param {Here} here @param {Lesson} lesson */
function withCommitments(here, lesson) {
  const all = here.room.list("commitments").filter((one) => one.lesson === lesson.id);
  const promises = repeat(all, ({ id }) => id, (one) => commitment(here, one));
  return html`<section class="chosen" id=${lesson.id}>
    ${torn(lesson, all, promises)}
    ${here.now.collecting ? offerButton(here, lesson.id) : nothing}
  </section>`;
}

/**
 * A lesson, and below the break what people promise: gold once one of them has a name.
 * @param {Lesson} lesson @param {Pick<Commitment, "when" | "will" | "owner">[]} promises
 * @param {unknown} words
 */
function torn({ text, language }, promises, words) {
  const upper = html`<h3 class="t-lesson" dir="auto" lang=${language}>${text}</h3>`;
  const [first] = promises;
  if (!first) return upper;
  const mended = promises.some(({ owner }) => owner !== "");
  return sheet({ upper, lower: words, seed: first.when + first.will, mended, place: "phone" });
}

/** @param {Here} here @param {string} lesson */
function offerButton(here, lesson) {
  const place = offerPlace(lesson);
  return plainButton(t("Offer a commitment"), () => openForm(here, place));
}

/** @param {Here} here @param {Commitment} one */
function commitment(here, one) {
  const place = takePlace(one.id);
  const open = one.owner === "" && here.now.collecting;
  return promise(here, one, open ? take(here, one, place) : nothing);
}

/**
 * @param {Here} here @param {Omit<Commitment, "id" | "lesson" | "picked">} one
 * @param {unknown} [below]
 */
function promise(here, one, below = nothing) {
  const by = one.owner && one.by ? [comma(), t("by {day}", { day: dayInWords(one.by, here.language) })] : nothing;
  return html`<div class="commitment">
    <p class="t-lesson">${promised(one)}</p>
    <p>
      <span class="t-name" dir="auto">${one.owner || t("Still open")}</span><span class="t-second">${by}</span>
    </p>
    ${below}
  </div>`;
}

/** @param {Here} here @param {Commitment} one @param {string} place */
function take(here, { will }, place) {
  const label = t("I’ll take this on: {will}", { will });
  return html`<p>${quietButton(t("I’ll take this on"), () => openForm(here, place), label)}</p>`;
}

/** @param {string} commitment */
const takePlace = (commitment) => `take/${commitment}`;

/**
 * Whether this device's person is about to put their name under it; somebody may have been faster.
 * @param {Here} here @param {Commitment} commitment
 */
function isTaking(here, { id }) {
  return here.opened.has(takePlace(id));
}

/** One's own name. @param {Here} here @param {Commitment} commitment */
function takeForm(here, { id, owner }) {
  if (owner) return notice(t("Someone has just taken this on. Your name was not sent."));
  return html`<div class="form">
    ${field({
      id: "name",
      label: t("Your own name"),
      text: here.draft("name"),
      limit: NAME,
      type: (name) => {
        here.trouble(takePlace(id), "");
        here.keepDraft("name", name);
      },
      counted: false,
      line: true,
      complete: "name",
      about: "name-shown",
    })}
    <p class="field-hint" id="name-shown">
      ${t("The room’s screen shows it at once, as you wrote it. Nobody reads it first.")}
    </p>
  </div>`;
}

/** @param {Here} here @param {Commitment} commitment */
function takeFoot(here, { id, lesson, owner }) {
  const place = takePlace(id);
  if (owner) return quietButton(t("Back to the list"), () => closeForm(here, place, lesson));
  return html`${trouble(here, place)}
    ${mainButton(t("I’ll take this on"), () => takeOn(here, id, lesson))}
    ${quietButton(t("Not now"), () => closeForm(here, place, lesson))}`;
}

/** @param {Here} here @param {string} commitment @param {string} lesson */
async function takeOn(here, commitment, lesson) {
  const place = takePlace(commitment);
  const owner = here.draft("name");
  if (length(owner) === 0)
    return here.trouble(place, t("First write your own name; a commitment needs a person."));
  if (length(owner) > NAME)
    return here.trouble(
      place,
      t("This name is too long to send. It is kept here; shorten it."),
    );
  closeForm(here, place, lesson);
  const answer = await here.send({ type: "take", round: here.now.round, commitment, owner }, place);
  if (!("refused" in answer)) here.noted();
}
