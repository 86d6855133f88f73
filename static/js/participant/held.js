/** @import { Here } from "./here.js" */
/** @import { HeldRow, Purpose } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { quietButton } from "./controls.js";
import { lookUp } from "./way_to_device.js";

/** @type {Record<Purpose, () => string>} */
const WORDS = {
  card: () => t("A card of yours that waits for the reveal. Its words are encrypted."),
  sent: () => t("That a card came once, so that sending it again does not make it two."),
  card_slot: () => t("One of your three cards is used."),
  lesson_slot: () => t("One of your three lessons is used."),
  own_lesson: () => t("A lesson of yours, so that it counts once when it is sent again."),
  offer_slot: () => t("One of your three offers is used."),
  took_part: () => t("You have taken part in the writing."),
  unclear: () => t("You tapped that something is unclear."),
  been_there: () => t("You tapped that you have been there."),
  ballot: () => t("You have voted."),
  budget: () => t("One of your votes is used."),
  complete: () => t("Your ballot was counted as complete, or as changed since."),
  vote: () => t("A vote of yours on a lesson."),
  answer: () => t("Your answer to a question at the finish."),
  check_in: () => t("That you would like the facilitator to speak with you. Your line is encrypted."),
  pulse: () => t("Your answers to the pulse, encrypted, until their sums are told."),
};

/** The rows, as they stand in the file. @param {Here} here */
export function heldRows(here) {
  const again = quietButton(t("Look again"), () => lookUp(here));
  if (here.held === "asked") return html`<p class="t-second">${t("The server is looking.")}</p>`;
  if (here.held === "failed") {
    return html`<p>${t("There was no answer just now. Nothing was changed; look again.")}</p>
      ${again}`;
  }
  return html`<p class="t-name" role="status">${howMany(here.held.length)}</p>
    <ul class="held">
      ${here.held.map(one)}
    </ul>
    ${again}`;
}

/** @param {number} n */
function howMany(n) {
  if (n === 0) return t("No row of the workshop's file leads to this phone.");
  return tn(
    "{n} row of the workshop's file leads to this phone.",
    "{n} rows of the workshop's file lead to this phone.",
    n,
  );
}

/** @param {HeldRow} row */
function one(row) {
  return html`<li class="held-row">
    <p>${WORDS[row.purpose]()}</p>
    <p class="t-small held-columns" dir="ltr">${columns(row).join(", ")}</p>
    ${row.begins ? html`<p class="t-small held-columns" dir="ltr">${bodyWords(row)}</p>` : nothing}
  </li>`;
}

/** The columns by their own names: this is no sentence, it is the row. @param {HeldRow} row */
function columns({ table, key, round, sensitive, aside }) {
  return [
    `${table}: key ${key}`,
    round === undefined ? "" : `round ${round}`,
    sensitive === undefined ? "" : `sensitive ${Number(sensitive)}`,
    aside === undefined ? "" : `aside "${aside}"`,
  ].filter(Boolean);
}

/** @param {HeldRow} row */
const bodyWords = ({ size = 0, begins = "" }) =>
  t("body: {size} bytes, encrypted, beginning with {begins}", { size, begins });
