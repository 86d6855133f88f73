/** @import { Here } from "../here.js" */
/** @import { Commitment, Lesson } from "../../protocol.js" */
/** @import { Page } from "../frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { promised } from "../../elements/promised.js";
import { seam } from "../../elements/seam.js";
import { plainButton, quietButton, topRow, trouble } from "../controls.js";
import { dayInWords } from "../dates.js";
import { isOffering, offerFoot, offerForm, offerPlace, openOffer } from "../offer.js";
import { takeForm } from "../take.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const chosen = here.room.list("lessons").filter((lesson) => lesson.chosen);
  const offering = here.now.collecting
    ? chosen.find((lesson) => isOffering(here, lesson.id))
    : undefined;
  return offering ? writing(here, offering) : listing(here, chosen);
}

/** @param {Here} here @param {Lesson} lesson @returns {Page} */
function writing(here, lesson) {
  const body = html`${topRow(here, t("A commitment"))} ${offerForm(here, lesson)}`;
  return { body, foot: offerFoot(here, lesson), said: t("Your draft is kept on this phone.") };
}

/** @param {Here} here @param {readonly Lesson[]} chosen @returns {Page} */
function listing(here, chosen) {
  const body = html`${topRow(here, t("What we take on"), "t-heading")}
    <p>${t("Small and soon beats large and later. Put down only your own name.")}</p>
    ${chosen.length ? nothing :
      html`<p class="t-second">${t("No lesson was chosen. Wait for the facilitator.")}</p>`}
    ${repeat(
      chosen,
      ({ id }) => id,
      (lesson) => withCommitments(here, lesson),
    )}`;
  return { body, said: t("All you sent has arrived.") };
}

/** @param {Here} here @param {Lesson} lesson */
function withCommitments(here, lesson) {
  const all = here.room.list("commitments").filter((one) => one.lesson === lesson.id);
  return html`<section class="chosen">
    <h3 class="t-lesson" dir="auto" lang=${lesson.language}>${lesson.text}</h3>
    ${repeat(
      all,
      ({ id }) => id,
      (one) => commitment(here, one),
    )}
    ${trouble(here, offerPlace(lesson.id))}
    ${here.now.collecting ? offerButton(here, lesson.id) : nothing}
  </section>`;
}

/** @param {Here} here @param {string} lesson */
function offerButton(here, lesson) {
  const words = here.draft(offerPlace(lesson)) ? t("Go on with my draft") : t("Offer a commitment");
  return plainButton(words, () => openOffer(here, lesson));
}

/** @param {Here} here @param {Commitment} one */
function commitment(here, one) {
  const by = one.by ? t("by {day}", { day: dayInWords(one.by, here.language) }) : "";
  return html`<div class="commitment">
    ${seam({ seed: one.when + one.will, mended: one.owner !== "" })}
    <p class="t-lesson">${promised(one)}</p>
    <p>
      <span class="t-name" dir="auto">${one.owner || t("nobody yet")}</span>
      <span class="t-second">${by}</span>
    </p>
    ${one.owner || !here.now.collecting ? nothing : take(here, one)}
    ${trouble(here, `take/${one.id}`)}
  </div>`;
}

/** @param {Here} here @param {Commitment} one */
function take(here, one) {
  const place = `take/${one.id}`;
  if (here.opened.has(place)) return takeForm(here, one.id);
  const label = t("I take this: {will}", { will: one.will });
  return html`<p>${quietButton(t("I take this"), () => here.toggle(place, true), label)}</p>`;
}
