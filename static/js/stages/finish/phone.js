/** @import { Answer } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { momentInWords } from "../../core/hours.js";
import { t } from "../../core/words.js";
import { keptAndErased, keptWords, sealedWords } from "../../words/summary-keeps.js";
import { choice } from "../../elements/choice.js";
import { quietButton, trouble } from "../../participant/controls.js";
import { dayInWords } from "../../participant/dates.js";
import { forgettingAtTheEnd } from "../../participant/handing-over.js";
import { letters } from "../../participant/letters.js";
import { meetingDay } from "./phone-own-dates.js";
import { prompted, promptedSecond } from "../../participant/prompted.js";
import { pulse } from "../../participant/pulse.js";
import { care, wayBack } from "../../participant/away.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const finish = here.room.get("finish");
  const sealed = finish?.sealed ?? here.sealed;
  const body = html`<h2 class="t-title">${t("Thank you.")}</h2>
    ${sealed ? html`<p>${sealedWords(here.room)}</p>` : nothing}
    ${sealed ? nothing : [questions(here), pulse(here), summaryComes()]} ${again(here)}
    ${finish?.summary ? [howLong(here, finish), inATab()] : nothing}
    ${sealed ? nothing : letters(here)} ${meetingDay(here)}
    ${repeat([sealed], String, () =>
      html`${care(here)} ${whatIsKept(here, sealed)} ${ending(here, sealed)}`)}`;
  return { body, foot: finish?.summary ? takeHome(here, finish) : nothing };
}

/** @param {Here} here */
function again(here) {
  const { meets = "" } = here.room.get("finish") ?? {};
  if (!meets) return nothing;
  const day = dayInWords(meets, here.language);
  return html`<p>${t("We meet again on {day}.", { day })}</p>`;
}

/** @param {Here} here */
function questions(here) {
  return html`${ask(here, "worth", prompted(here, t("Was this worth your time?")))}
    ${ask(here, "use", promptedSecond(here, t("Did you hear something you can use?")))}
    ${here.now.collecting ? ifEnough() : nothing}`;
}

/** @param {Here} here @param {Answer["question"]} question @param {unknown} words */
function ask(here, question, words) {
  const { round, collecting } = here.now;
  const command = /** @type {const} */ ({ type: "answer", round, question, choice: "yes" });
  const chosen = here.tapped(command);
  const place = `answer/${question}`;
  const options = [
    { value: "yes", text: t("Yes") },
    { value: "partly", text: t("Partly") },
    { value: "no", text: t("No") },
  ];
  const onChoose = (/** @type {string} */ value) =>
    here.send({ ...command, choice: /** @type {Answer["choice"]} */ (value) }, place);
  if (!collecting) return nothing;
  const answered = typeof chosen === "string" ? chosen : null;
  return html`${choice({ question: words, name: question, options, chosen: answered, onChoose })}
  ${trouble(here, place)}`;
}

/** Before anybody answers: with fewer it comes to nothing. */
const ifEnough = () => html`<p class="t-second">${t(
  "Answers are shown and kept only if at least five people answer.",
)}</p>`;

const summaryComes = () => html`<p class="t-second">${t(
  "The summary comes to this page when the facilitator finishes. It never says who wrote a card.",
)}</p>`;

/** For who asks. @param {Here} here @param {boolean} sealed */
function whatIsKept({ room, now, several }, sealed) {
  return html`<details class="what-happens">
    <summary class="button-quiet">${t("What is kept and what is erased")}</summary>
    <p>${sealed ? keptWords(room) : keptAndErased(room, several)}</p>
    ${!sealed && now.collecting ? inThrees() : nothing}
  </details>`;
}

const inThrees = () => html`<p class="t-second">
  ${t("Answers appear in groups, so that none is shown alone. If too few people answer last, their answers are not counted.")}
</p>`;

/** @param {Here} here @param {Finish} finish */
function howLong(here, finish) {
  const { trial, rehearsal } = here.workshop;
  if (!trial) return howToKeep(here, finish);
  return html`<p>${rehearsal
    ? t("You can look at the summary until the rehearsal ends.")
    : t("You can look at the summary until the trial ends.")}</p>`;
}

const inATab = () => html`<p class="t-second">
  ${t("It opens in its own tab. Close that tab to come back here.")}
</p>`;

/** @param {Here} here @param {Finish} finish */
function howToKeep(here, { open_until }) {
  const moment = momentInWords(open_until, here.language);
  return html`<p>
    ${t(
      "Get the summary here by {moment} at the latest. What you save stays on your phone and " +
        "opens without a connection.",
      { moment },
    )}
  </p>`;
}

/** @param {Here} here @param {Finish} finish */
function takeHome(here, { summary, on_laptop }) {
  const page = `${summary}?language=${here.language}`;
  const pdf = page.replace(".html?", ".pdf?");
  const now = t("Save the summary now. You can get it only while this laptop is here.");
  return html`${on_laptop && !here.workshop.trial
      ? html`<p class="t-statement frame-hurries">${now}</p>` : nothing}
    ${beside("button button-main button-wide", page, t("Open the summary"))}
    <div class="frame-pair">
      ${beside("button button-wide", `${page}&save=1`, t("Save as a page"))}
      ${beside("button button-wide", pdf, t("Save as PDF"))}
    </div>`;
}

/**
 * In a tab of its own: the summary holds no address and so has no way back, and what went wrong is
 * read there, too, while this page stays below, also when the server is gone by then.
 * @param {string} look @param {string} place @param {string} words
 */
function beside(look, place, words) {
  return html`<a class=${look} href=${place} target="_blank" rel="noopener">${words}</a>`;
}

/**
 * Below all that there is to save: forgetting, and how to come back after it. Where all is erased
 * already there is nothing to ask.
 * @param {Here} here @param {boolean} sealed
 */
function ending(here, sealed) {
  const act = sealed
    ? quietButton(t("Forget this device"), () => here.forget()) : forgettingAtTheEnd(here);
  return html`<section class="part">
    <h2 class="part-title">${t("When you are done")}</h2>
    ${act}
    <p class="t-second">${wayBack(here, sealed)}</p>
  </section>`;
}
