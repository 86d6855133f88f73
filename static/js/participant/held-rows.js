/** @import { Here } from "./here.js" */
/** @import { HeldRow, Purpose } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { quietButton } from "./controls.js";
import { askHeld } from "./way-to-device.js";

/** @type {Record<Purpose, () => string>} */
const WORDS = {
  card: () => t("Your card, waiting for the reveal. Its words are encrypted."),
  card_slot: () => t("You have sent a card. This row counts it."),
  lesson: () => t("Your lesson, not yet on the list. Its words are encrypted."),
  lesson_slot: () => t("You have added a lesson. This row counts it."),
  offer_slot: () => t("You have made an offer. This row counts it."),
  took_part: () => t("You have taken part in the writing."),
  unclear: () => t("You tapped “Something is unclear”."),
  been_there: () => t("You tapped “Been there”."),
  ballot: () => t("What became of your votes: counted in a group, withdrawn, or all placed."),
  budget: () => t("One of your votes has been used."),
  keep: () => t("You marked the lessons you would keep."),
  vote: () => t("Your vote on a lesson."),
  answer: () => t("Your answer to a question at the end."),
  check_in: () => t("You asked the facilitator for a word. Your note is encrypted."),
  pulse: () => t("Your answers to the pulse. They are encrypted until their totals are shown."),
  letter: () => t("Your letter to the teller. Its words are encrypted. The row stays if you withdraw it."),
};

/** The rows, as they stand in the file. @param {Here} here */
export function heldRows(here) {
  const again = quietButton(t("Check again"), () => askHeld(here));
  if (here.held === "asked") return html`<p class="t-second">${t("The server is checking.")}</p>`;
  if (here.held === "failed") {
    return html`<p>${t("The server did not answer. Nothing was changed; check again.")}</p>
      ${again}`;
  }
  const rows = here.held;
  return html`<p class="t-name" role="status">${howMany(rows.length)}</p>
    <ul class="held">
      ${rows.map((row) => html`<li class="held-row"><p>${wordsOf(row)}</p></li>`)}
    </ul>
    ${rows.length ? asInTheFile(rows) : nothing} ${again}`;
}

/** What a row is, in plain words. @param {HeldRow} row */
const wordsOf = ({ purpose }) => WORDS[purpose]();

/** For who wants to see them: each row, column by column. @param {readonly HeldRow[]} rows */
function asInTheFile(rows) {
  return html`<details>
    <summary class="button-quiet">${t("Technical details of these rows")}</summary>
    <ul class="held">
      ${rows.map(one)}
    </ul>
  </details>`;
}

/** @param {number} n */
function howMany(n) {
  if (n === 0) return t("No row in the workshop’s file leads to this phone.");
  return tn(
    "{n} row in the workshop’s file leads to this phone.",
    "{n} rows in the workshop’s file lead to this phone.",
    n,
  );
}

/** @param {HeldRow} row */
function one(row) {
  return html`<li class="held-row">
    <p class="t-small">${wordsOf(row)}</p>
    <p class="t-small held-columns" dir="ltr">${columns(row).join(", ")}</p>
    ${row.size ? html`<p class="t-small held-columns" dir="ltr">${bodyWords(row)}</p>` : nothing}
  </li>`;
}

/** The columns by their own names: this is no sentence, it is the row. @param {HeldRow} row */
function columns({ table, handle, round }) {
  return [`${table}: ${handle}`, round === undefined ? "" : `round ${round}`].filter(Boolean);
}

/** @param {HeldRow} row */
const bodyWords = ({ size = 0 }) => t("body: {size} bytes, encrypted", { size });
