/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { care } from "./away.js";
import { sentCards } from "./sent-cards.js";
import { earlierWords, isAside, notes, sentWords, unsentWords } from "./sent-words.js";

/**
 * All that is this device's own: one page of one height, which every phone has, whatever is inside.
 * @param {Here} here @returns {Page}
 */
export function whatYouSent(here) {
  const sent = [...sentCards(here), ...sentWords(here)];
  const all = [...sent, ...unsentWords(here), ...notes(here), ...earlierWords(here)];
  const body = html`<section class="sent" aria-labelledby="sent-title">
    <h2 class="t-heading" id="sent-title">${t("What you sent")}</h2>
    <p class="t-second">${t("Only this phone shows it.")}<br />${t("Every phone has this page.")}</p>
    <div class="sent-inside" role="group" tabindex="0" aria-labelledby="sent-title">
      ${all.length ? [state(here, sent.length > 0), all] : sentNothing(here)}
      ${isAside(here) ? care(here) : nothing}
    </div>
  </section>`;
  return { body };
}

/** After the end a phone does not know any more whether anything was sent. @param {Here} here */
const sentNothing = ({ sealed }) => sealed
  ? html`<p class="t-statement">${t("Nothing that you wrote is on this phone.")}</p>`
  : html`<p class="t-statement">${t("You sent nothing.")}</p>
    <p class="t-second">${t(
      "Cards, lessons, offers, letters and votes that you send are listed here, with what became of them.",
    )}</p>`;

/** Whether all of it has come; after the end, where it is. @param {Here} here @param {boolean} sent */
function state(here, sent) {
  if (!sent && !here.room.waiting) return nothing;
  return html`<p class="t-second">${here.sealed ? goneWords() : arrivedWords(here)}</p>`;
}

/** Of what only the open page has. */
const goneWords = () => t("This phone has erased it, too. It is gone when you close this page.");

/** @param {Here} here */
function arrivedWords({ room: { waiting } }) {
  if (!waiting) return t("Everything you sent has arrived.");
  return tn(
    "{n} item is still on its way. Wait until it has arrived.",
    "{n} items are still on their way. Wait until they have arrived.",
    waiting,
  );
}
