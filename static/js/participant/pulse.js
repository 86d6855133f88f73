/** @import { AnswerPulse } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { t } from "../core/words.js";
import { PULSE_ITEMS } from "../rules/for-phones.js";
import { comma } from "../words/listed.js";
import { scale, sentences } from "../words/pulse.js";
import { quietButton, trouble } from "./controls.js";

const PLACE = "pulse";

/**
 * Three sentences about this room, at the arrival and at the end. What is chosen is kept on this
 * phone, and sent once all three are answered.
 * @param {Here} here
 */
export function pulse(here) {
  const { kind } = here.now;
  const use = here.workshop.pulse;
  if (!use || here.sealed || (kind !== "arrive" && kind !== "finish")) return nothing;
  const steps = stepsOf(here, kind);
  return html`<section class="part pulse" aria-labelledby="pulse-title">
    <h2 class="t-heading" id="pulse-title">${t("Right now, in this room")}</h2>
    <p>${explained(kind)} ${whereTo(use)}</p>
    ${sentences().map((words, item) => sentence(here, kind, words, item, steps[item] ?? 0))}
    ${trouble(here, PLACE)}
    <p class="t-second">${t("It counts once you have answered all three.")}
      ${t("You can change your answers while this stage lasts.")}</p>
  </section>`;
}

/** @param {AnswerPulse["at"]} at */
function explained(at) {
  return at === "arrive"
    ? t("Three sentences, now and once more at the end. You may pass. Nobody sees individual " +
        "answers, only totals from five people or more.")
    : t("The same three sentences as at the beginning. You may pass. Nobody sees individual " +
        "answers, only totals from five people or more.");
}

/** @param {"room" | "summary"} use */
function whereTo(use) {
  return use === "summary"
    ? t("The totals will be in the summary.")
    : t("Only the facilitator’s screen shows the totals; the summary does not mention them.");
}

/**
 * @param {Here} here @param {AnswerPulse["at"]} at @param {string} words @param {number} item
 * @param {number} chosen
 */
function sentence(here, at, words, item, chosen) {
  const names = scale();
  return html`<fieldset class="choice pulse-sentence">
    <legend class="choice-question">${words}</legend>
    <div class="choice-row">
      ${names.map((name, i) => html`<label class="choice-answer">
        <input
          class="choice-radio"
          type="radio"
          name="pulse-${item}"
          value=${i + 1}
          .checked=${live(chosen === i + 1)}
          @change=${() => choose(here, at, item, i + 1)}
        />
        <span class="choice-text">${i + 1}<span class="visually-hidden">${comma()}${name}</span></span>
      </label>`)}
    </div>
    <p class="pulse-ends t-small" aria-hidden="true">
      <span>1 ${names[0]}</span> <span>${names.length} ${names[names.length - 1]}</span>
    </p>
  </fieldset>`;
}

/**
 * What stands on this phone: three steps, 0 where nothing is chosen.
 * @param {Here} here @param {AnswerPulse["at"]} at
 */
export function stepsOf(here, at) {
  const kept = here.kept.taps[`pulse/${at}`];
  const steps = typeof kept === "string" ? [...kept].map(Number) : [];
  return Array.from({ length: PULSE_ITEMS }, (_, item) => steps[item] ?? 0);
}

/** @param {Here} here @param {AnswerPulse["at"]} at @param {number} item @param {number} step */
export function choose(here, at, item, step) {
  here.reread();
  const answers = stepsOf(here, at).map((each, nth) => (nth === item ? step : each));
  // Sending notes it, and what was there before, for a refusal.
  if (answers.every(Boolean)) here.send({ type: "answer_pulse", at, answers }, PLACE);
  else here.keep((kept) => (kept.taps[`pulse/${at}`] = answers.join("")));
}

/** Behind the closed element, while it can be done; also of what was never sent. @param {Here} here @returns {unknown[]} */
export function takeBackPulse(here) {
  const { kind } = here.now;
  if (!here.workshop.pulse || (kind !== "arrive" && kind !== "finish")) return [];
  if (!stepsOf(here, kind).some(Boolean)) return [];
  const back = () => void here.send({ type: "answer_pulse", at: kind, answers: [] }, PLACE);
  return [html`<div class="sent-one">
    <p class="part-title">${t("Right now, in this room")}</p>
    ${quietButton(t("Withdraw my answers"), back)}
  </div>`];
}
