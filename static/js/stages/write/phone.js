import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { quietButton, stateLine, topRow, trouble } from "../../participant/controls.js";
import { fewWrotePage, lastCallPage } from "../../participant/last-call-page.js";
import { mainButton } from "../../participant/main-button.js";
import { cardForm } from "./phone-card-form.js";
import { policy } from "../../participant/policy.js";
import { wall } from "../../participant/wall.js";
import { LIFE_HOURS } from "../../rules/for-phones.js";
import { sayNothing, sendCard, stateWords } from "../../participant/writing.js";
import { enoughWords } from "../../words/enough.js";
import { shownCards } from "../reveal/phone.js";
import { tooFew } from "../../participant/too-few.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  if (!here.now.collecting) return over(here);
  if (here.now.phase === "last_call") return lastCall(here);
  return here.now.phase === "few" ? fewWrote(here) : writing(here);
}

/**
 * One screen before, while and after a card is sent, or "Nothing to add": only the line above the button
 * changes its words.
 * @param {Here} here @returns {Page}
 */
function writing(here) {
  const body = html`${heading(here)} ${cardForm(here, "", promise())} ${whatHappens(here)} ${wall(here)}`;
  const foot = html`${trouble(here, "write")} ${stateLine(stateWords(here))}
    ${mainButton(t("Send this card"), () => sendCard(here))}
    ${quietButton(t("Nothing to add"), () => sayNothing(here))}`;
  return { body, foot };
}

/** @param {Here} here @returns {Page} */
function over(here) {
  const title = html`<h2 class="t-title">${t("Writing is over.")}</h2>`;
  if (here.workshop.live_wall && here.room.get("order")) {
    const { body, ...rest } = shownCards(here);
    return { body: html`${here.now.step === 0 ? title : nothing} ${body}`, ...rest };
  }
  if (!here.workshop.live_wall && here.now.given_back.includes(here.now.round)) return tooFew();
  return {
    body: html`${title} ${wall(here)}`,
  };
}

/** Where they are few, that is what there is to know before the first card. @param {Here} here */
function heading(here) {
  if (!here.few) return topRow(here, t("Write a card"));
  return topRow(here, t("With so few of us, guessing is easy."), "t-statement");
}

function promise() {
  return html`<p class="t-small promise">${t(
    "No screen shows who wrote a card. Someone who spies on this workshop’s computer or Wi-Fi " +
      "could find out. Leave out names.",
  )}</p>
  <p class="t-small promise">${t("What you send is under “What you sent”.")}</p>`;
}

/** Who reads a card, where it may appear and how long it is kept, for who asks. @param {Here} here */
function whatHappens(here) {
  return html`<details class="what-happens">
    <summary class="button-quiet">${t("What happens to a card")}</summary>
    <p class="t-small promise">${policy(here)}</p>
    <p class="t-small promise">${t("If you tick it, the card may appear in the summary, and anyone " +
      "the team shares it with can read it. What it taught joins the lessons either way.")}</p>
    <p class="t-small promise">${t("If too few of us write, no card is shown but those whose writers " +
      "chose “show mine”. The others come back to their phones.")} ${enoughWords()}</p>
    <p class="t-small promise">${t(
      "If nobody does anything here for {hours} hours, everything is erased except the summary. Your " +
        "own words stay on this phone until you open this page once more.", { hours: LIFE_HOURS },
    )}</p>
  </details>`;
}

/** @param {Here} here @returns {Page} */
function lastCall(here) {
  const explained = html`${t("In the last seconds every phone sends something, with or without a card.")}
    ${t("What you have sent is safe. What you have begun goes out only if you press “Send this card”; else it stays on this phone.")}
    ${t("“What you sent” says which.")}`;
  return lastCallPage(here, { form: cardForm(here, ""), explained, send: t("Send this card") });
}

/** @param {Here} here @returns {Page} */
function fewWrote(here) {
  return fewWrotePage(here, t(
    "Few of us wrote. You can still withdraw a card before anyone reads it: open " +
      "“What you sent” below. Nobody is told.",
  ));
}
