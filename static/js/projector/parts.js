import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { wrapOf } from "../elements/card.js";
import { promised } from "../elements/promised.js";
import { seam } from "../elements/seam.js";
import { t } from "../core/words.js";
import { commitmentSentence } from "../words/commitments.js";
import { plans } from "./paging.js";

/**
 * What a person said, in the type of a role, in its own language and direction.
 * @param {string} role such as "t-story"
 * @param {string} text @param {string} [language] @returns {TemplateResult}
 */
export function said(role, text, language) {
  return html`<p class="${role} ${wrapOf(text)}" dir="auto" lang=${language || nothing}
  >${text}</p>`;
}

/**
 * A commitment in one sentence: ours, around what a person wrote in a language of their own.
 * @param {string} role such as "t-card"
 * @param {Pick<Commitment, "when" | "will" | "who" | "language">} commitment
 * @returns {TemplateResult}
 */
export function promise(role, commitment) {
  const length = wrapOf(commitmentSentence(commitment));
  return html`<p class="${role} ${length}" dir="auto">${promised(commitment)}</p>`;
}

/**
 * One text that takes the largest size at which it fits.
 * @param {string} plans as `<projector-fit>` reads them
 * @param {TemplateResult} content @returns {TemplateResult}
 */
export function fitted(plans, content) {
  return html`<projector-fit plans=${plans}>${content}</projector-fit>`;
}

/**
 * A question over an open line, on which the first answer is to stand.
 * @param {string} question @returns {TemplateResult}
 */
export function asked(question) {
  return html`<div class="projector-question">
    ${fitted(plans("one", 176), said("t-story", question))} ${seam({ seed: question })}
  </div>`;
}

/** How many letters of a question stand large above a list. */
const ONE_LINE = 60;

/** The question above a list of answers to it. @param {string} question @returns {TemplateResult} */
export function askedAbove(question) {
  return html`<h2 class="t-story projector-asked" dir="auto" ?data-long=${question.length > ONE_LINE}
    >${question}</h2>`;
}

/**
 * A sentence across the screen, how it is meant below it, and the clock with its words.
 * @param {Room} room
 * @param {{ sentence: string, how?: string, second?: string, clockWords: string }} words
 * @returns {TemplateResult}
 */
export function talked(room, { sentence, how = "", second = "", clockWords }) {
  return html`<div class="projector-talk">
    ${fitted(plans("one", 176), said("t-story", sentence))}
    <div class="projector-talk-how">
      ${how ? said("t-statement", how) : nothing} ${second ? said("t-label t-second", second) : nothing}
    </div>
    ${clock(room, clockWords)}
  </div>`;
}

/**
 * A picture to rest on: one open break across the whole width, drawn once.
 * @param {Room} room @param {TemplateResult | typeof nothing} [words] @returns {TemplateResult}
 */
export function calm(room, words = nothing) {
  return html`<div class="projector-calm">
    <div class="projector-calm-words">${words}</div>
    <div class="projector-calm-seam">${seam({ seed: room.get("workshop")?.title ?? "" })}</div>
  </div>`;
}

/**
 * A calm picture with a sentence.
 * @param {Room} room @param {string} sentence @param {string} [second] @returns {TemplateResult}
 */
export function calmWords(room, sentence, second = "") {
  return calm(room, html`
    <p class="t-prompt is-short">${sentence}</p>
    ${second ? html`<p class="t-label t-second is-short">${second}</p>` : nothing}`);
}

/**
 * The beginning of the card that was asked about: what is on the screen is about something like it.
 * @param {Room} room
 */
export function askedAbout(room) {
  const card = room.get(`cards/${room.get("now")?.about}`);
  return card && !card.off
    ? html`<p class="projector-about t-second" dir="auto" lang=${card.language}>${card.happened}</p>` : nothing;
}

/**
 * The clock of a stage and what it counts. At zero it says so and counts no further.
 * @param {Room} room @param {string} words such as "left, in silence"
 * @returns {TemplateResult | typeof nothing} nothing where the stage has no clock
 */
export function clock(room, words) {
  const now = room.get("now");
  const left = now?.paused ? now.left : room.clock.remaining();
  if (!now || left === null) return nothing;
  return html`<div class="projector-clock" ?data-long=${left > 599} ?data-hundreds=${left > 5999}>
    <stage-clock class="t-clock" .overText=${t("Time is up.")} .running=${!now.paused}
      .remaining=${left}></stage-clock>
    <p class="t-label t-second projector-clock-words">${now.paused ? t("paused") : words}</p>
  </div>`;
}
