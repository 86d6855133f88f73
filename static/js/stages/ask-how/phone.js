/** @import { AnswerEntry } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { quietButton, stateLine, topRow, trouble } from "../../participant/controls.js";
import { askedAbout } from "../../participant/asked-about.js";
import { fewWrotePage, lastCallPage } from "../../participant/last-call-page.js";
import { mainButton } from "../../participant/main-button.js";
import { prompted } from "../../participant/prompted.js";
import { off } from "../../participant/wall.js";
import { placeOf, sayNothing, sendCard, stateWords } from "../../participant/writing.js";
import { answerField } from "./phone-answer.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const { phase } = here.now;
  if (phase === "open") return asking(here);
  if (phase === "last_call") return lastCall(here);
  if (phase === "few") return fewAnswered(here);
  if (phase === "showing") return answers(here);
  return waiting(here, phase === "reading"
    ? t("The answers have arrived. The facilitator reads them first.")
    : t("The facilitator picks a card for us to look at together."));
}

/**
 * One screen before, while and after an answer is sent, or "Nothing to add": only the line above the
 * button changes its words.
 * @param {Here} here @returns {Page}
 */
function asking(here) {
  const heading = here.few
    ? topRow(here, t("With so few of us, guessing is easy."), "t-statement")
    : topRow(here, t("About this card"));
  const body = html`${heading} ${askedAbout(here)} ${answerField(here, "")}
    ${promise()} ${wish(here)}`;
  const foot = html`${trouble(here, placeOf(here))} ${stateLine(stateWords(here))}
    ${mainButton(t("Send this answer"), () => sendCard(here))}
    ${quietButton(t("Nothing to add"), () => sayNothing(here))}`;
  return { body, foot };
}

/** To take off the card that was asked about. @param {Here} here */
function wish(here) {
  const card = here.room.get(`cards/${here.now.about}`);
  return card ? off(here, card) : nothing;
}

const promise = () => html`<p class="t-small promise">${t(
  "Write no names. An answer may become a lesson in the summary. No screen shows who wrote it.",
)}</p>`;

/** @param {Here} here @returns {Page} */
function lastCall(here) {
  const explained = html`${t("In the last seconds every phone sends something, with or without an answer.")}
    ${t("What you have sent is safe. What you have begun goes out only if you press “Send this answer”; else it stays on this phone.")}
    ${t("“What you sent” says which.")}`;
  return lastCallPage(here, { form: answerField(here, ""), explained, send: t("Send this answer") });
}

/** @param {Here} here @returns {Page} */
function fewAnswered(here) {
  return fewWrotePage(here, t(
    "Few of us wrote. You can still withdraw an answer before anyone reads it: open " +
      "“What you sent” below. Nobody is told.",
  ));
}

/** @param {Here} here @param {string} words @returns {Page} */
function waiting(here, words) {
  return { body: html`${topRow(here, words, "t-heading")} ${askedAbout(here)} ${wish(here)}` };
}

/** All answers, whichever page of them the room's screen shows. @param {Here} here @returns {Page} */
function answers(here) {
  const shown = here.room.list("answers");
  const body = html`${topRow(here, prompted(here, t("What makes it easy?")), "t-heading")}
    ${shown.length ? nothing : html`<p>${t("No answer is shown this time.")}</p>`}
    <div class="wall" role="list">${repeat(shown, ({ n }) => n, (one) => answer(here, one))}</div>`;
  return { body };
}

/** @param {Here} here @param {AnswerEntry} one */
function answer(here, one) {
  const words = one.off
    ? html`<p class="off-card t-second">${t("This answer was taken off the screen.")}</p>`
    : html`<p class="t-card" lang=${one.language} dir="auto">${one.text}</p>`;
  return html`<div class="wall-card answer" role="listitem">${words} ${off(here, one)}</div>`;
}
