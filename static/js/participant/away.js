/** @import { Words } from "../core/device.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { momentInWords } from "../core/hours.js";
import { sweepHere } from "../core/sweep.js";
import { t } from "../core/words.js";
import { goneWords } from "../words/screen-and-phone.js";
import { checkIn } from "./check-in.js";
import { cover } from "./closed.js";
import * as door from "./door-closed.js";
import { quietButton } from "./controls.js";
import { mainButton } from "./main-button.js";
import { lastWords } from "./unsent.js";

/**
 * Stepping out, the way back and whom to talk to: behind the person's own press, on every phone.
 * Who has stepped out sees the stage's page as everybody does, so that no glance tells it.
 * @param {Here} here @returns {Page}
 */
export function wayOut(here) {
  const out = Boolean(here.kept.taps.stepped_out);
  const body = html`<h2 class="t-title">${t("Take your time.")}</h2>
    <p>${out ? t("You have stepped out.") : t("You can step out of this workshop at any time.")}
      ${t(
        "It counts as having taken part, and your votes count as you have placed them. Nobody is " +
          "told. This phone keeps showing what the other phones show.",
      )}</p>
    <p>${t("What you wrote is kept. Come back whenever you like, or not at all.")}</p>
    ${care(here)} ${checkIn(here)}`;
  const back = () => cover(here, "out", false);
  const change = () => {
    here.keep(({ taps }) => (out ? delete taps.stepped_out : (taps.stepped_out = true)));
    back();
  };
  const main = mainButton(out ? t("Come back") : t("Step out"), change);
  return { body, foot: html`${main} ${quietButton(t("Back"), back)}` };
}

/** Whom to turn to, and what this is not. @param {Here} here */
export function care(here) {
  const { support, reporting } = here.workshop;
  return html`${support ? contacts(support) : nothing}
    ${reporting ? elsewhere(reporting) : nothing}`;
}

/** @param {string} support */
function contacts(support) {
  return html`<section class="part">
    <h2 class="part-title">${t("Someone to talk to")}</h2>
    <p dir="auto">${support}</p>
  </section>`;
}

/** @param {string} reporting */
function elsewhere(reporting) {
  return html`<p class="t-second">
    ${t("This is not a reporting channel. To report something: {place}", { place: reporting })}
  </p>`;
}

/** After "forget this device". @param {Here} here @returns {Page} */
export function forgotten(here) {
  const body = html`<h2 class="t-title">${t("This phone has forgotten the workshop.")}</h2>
    <p>${t("Nothing from this workshop is left on it. You can close the page.")}</p>
    <p>${wayBack(here, here.sealed)}</p>`;
  return { body };
}

/** How somebody comes back whose device has forgotten. @param {Here} here @param {boolean} sealed */
export function wayBack(here, sealed) {
  if (!sealed && here.workshop.door_closed) {
    return t("To come back, ask the facilitator to open the door. You will then count as someone new.");
  }
  if (!sealed) return t("To come back, reload this page or scan the code. You will then count as someone new.");
  const until = here.room.get("finish")?.open_until;
  if (!until || here.workshop.trial) return t("To come back, reload this page.");
  return t("To come back, reload this page. It shows the summary until {moment}.", {
    moment: momentInWords(until, here.language),
  });
}

/**
 * The server does not know this workshop. A page that has slept through the end has its words here,
 * and in the browser nothing else any more.
 * @param {Here} here @returns {Page}
 */
export function notThere(here) {
  here.once("sweep", sweepHere);
  const shut = door.isShutOut(here);
  const body = html`<h2 class="t-title">${shut ? door.title() : goneWords(here.workshop)}</h2>
    ${shut ? door.why() : html`<p>${whyGone(here)}</p>`}`;
  return { body, foot: shut ? door.ways() : door.enterCode() };
}

/** @param {Here} here */
const whyGone = (here) =>
  here.workshop.trial
    ? t("It was erased with everything in it. A real workshop has its own code.")
    : t(
        "It may have ended, or this link belongs to another computer. Ask the facilitator, or " +
          "enter the code shown on the room’s screen.",
      );

/** All that this device has of its writer's words; `nothing` where it has none. @param {Words} words */
export function ownWords(words) {
  const { cards, lessons, offers, letters, unsent } = lastWords(words);
  if (![cards, lessons, offers, letters, unsent].some(({ length }) => length)) return nothing;
  return html`${cards.length ? ownTexts(cards, t("Your cards")) : nothing}
    ${lessons.length ? ownTexts(lessons, t("Your lessons")) : nothing}
    ${offers.length ? ownTexts(offers, t("Your offers")) : nothing}
    ${letters.length ? [ownTexts(letters, t("Your letters")), whereLettersGo()] : nothing}
    ${unsent.length ? ownTexts(unsent, t("Not sent")) : nothing}`;
}

/** For who did not see the end. */
const whereLettersGo = () => html`<p class="t-second">${t(
  "Letters go to the facilitator at the end if enough people wrote one.",
)}</p>`;

/**
 * The author's own words, where nobody else sees them.
 * @param {readonly {happened: string, learned: string}[]} texts @param {string} heading
 */
function ownTexts(texts, heading) {
  return html`<section class="part">
    ${heading ? html`<h2 class="part-title">${heading}</h2>` : nothing}
    ${texts.map(ownText)}
  </section>`;
}

/** @param {{happened: string, learned: string}} text */
export const ownText = ({ happened, learned }) => html`<blockquote class="own-text">
  <p dir="auto">${happened}</p>
  ${learned ? html`<p dir="auto">${learned}</p>` : nothing}
</blockquote>`;
