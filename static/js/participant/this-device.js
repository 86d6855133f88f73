/** @import { Purpose } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { enoughWords } from "../words/enough.js";
import { languageChoice } from "../elements/language-choice.js";
import { checkIn } from "./check-in.js";
import { mainButton } from "./main-button.js";
import { isListenable, wifiNote } from "./encryption.js";
import { handing } from "./handing-over.js";
import { stageName } from "../words/stage-names.js";
import { quietButton } from "./controls.js";
import { askHeld } from "./way-to-device.js";

/**
 * What this server and this phone hold, against whom that protects, and how to end it.
 * @param {Here} here @returns {Page}
 */
export function thisDevice(here) {
  const body = html`${onServer(here)} ${protects()} ${protectsNot(here)} ${onPhone(here)}
    ${checkIn(here)} ${spoken(here)}`;
  const back = mainButton(t("Back"), () => here.toggle("device", false));
  return { body, foot: html`${where(here)} ${back}` };
}

/** Where the room is, as long as this page covers it. @param {Here} here */
function where({ sealed, now, stage, leftAt }) {
  if (sealed) return nothing;
  const name = { stage: stage?.name || stageName(now.kind) };
  const words = now.position === leftAt
    ? t("The room is at: {stage}", name) : t("The room has moved on to: {stage}", name);
  return html`<p class="t-label room-now" role="status">${words}</p>`;
}

/** @param {Here} here */
function spoken({ languages, redraw }) {
  return html`<div class="field">
    <p class="part-title">${t("Language on this phone")}</p>
    ${languageChoice(languages, redraw)}
  </div>`;
}

/** @param {Here} here */
function onServer(here) {
  return html`<section class="part">
    <h2 class="t-heading">${t("What this server stores about you")}</h2>
    <p>${t(
      "This phone made a random secret for this workshop. The server keeps it in memory while you " +
        "are connected, and never writes it down. Using it, the server has just looked for your " +
        "rows:",
    )}</p>
    <details>
      <summary class="button-quiet">${t("Show the rows of this phone")}</summary>
      ${heldRows(here)}
    </details>
    <p>${t(
      "Without the secret, nobody can tell that these rows belong together, or to you. At the " +
        "reveal the cards are moved into the open in alphabetical order, and every row that led " +
        "from you to them is erased. The other rows are erased at the latest when the next stage " +
        "that collects words or votes opens. What is left is erased when the workshop is " +
        "finished.",
    )}</p>
    <p>${t(
      "Two rows may stay longer: your answers to the pulse, until the totals are shown, and your " +
        "request for a word, until it has been seen or withdrawn.",
    )}</p>
    ${here.several ? loggedRows() : nothing}
    ${here.room.get("letters") ? letterRow() : nothing}
    <p class="t-second">${t(
      "A lesson that you added, or a commitment that you offered, is stored under its words " +
        "alone: no row leads from you to it. Votes and taps are also counted, in everyone’s " +
        "totals.",
    )}</p>
  </section>`;
}

const loggedRows = () => html`<p>${t(
  "This server runs on several machines, and their database logs every change. At the reveal, " +
    "what leads from a card to a time or a device becomes unreadable in the database. Within 48 " +
    "hours it becomes unreadable in every copy.",
)}</p>`;

const letterRow = () => html`<p>${t(
  "The row of a letter to the teller stays until the workshop is finished. Only the words of the " +
    "letters go to the facilitator; no row goes with them.",
)}</p>`;

function protects() {
  return html`<section class="part">
    <h2 class="part-title">${t("This protects you from:")}</h2>
    <ul class="plain-list">
      <li>${t("The others in the room: no screen shows who wrote or voted for what.")}</li>
      <li>${t("The facilitator: the desk does not show it either.")}</li>
      <li>${t(
        "Anyone who gets the file, the logs, an export or a backup later: nothing in them leads " +
          "to you.",
      )}</li>
    </ul>
  </section>`;
}

/** @param {Here} here */
function protectsNot({ several }) {
  return html`<section class="part">
    <h2 class="part-title">${t("It does not protect you from:")}</h2>
    <ul class="plain-list">
      <li>${t("Someone who tampers with the running computer during the workshop.")}</li>
      <li>${t("Someone who listens in on the Wi-Fi, if the connection is not encrypted.")}
        ${location.protocol === "https:" ? t("Your connection is encrypted.") : nothing}</li>
      ${several ? ofSeveral() : nothing}
      <li>${t("Someone who knows how you write, that only you write in this language, or what only you could know.")}</li>
      <li>${ofManyDevices()} ${enoughWords()} ${ofVotes()}</li>
      <li>${t("Someone who sees you type when a sentence from your group or an offer reaches the desk: " +
        "these come one by one.")}</li>
      <li>${t("A small group: with three or four people, guessing is easy.")}</li>
    </ul>
    ${wifiNote()}
  </section>`;
}

const ofManyDevices = () => t(
  "Someone with several devices of their own. Cards, lessons, taps and answers are shown once enough " +
    "phones have sent any. Someone who holds all of these phones but one knows what the last one sent.",
);

const ofVotes = () => t(
  "With votes, a third of the phones is enough, four at least and eight at most, or three if four or " +
    "fewer are here.",
);

const ofSeveral = () => html`
  <li>${t(
    "Someone who copied both the database and its keys, with the key of that day.",
  )}</li>
  <li>${t(
    "Someone who reads the log of the database: it shows when a device sent something, and " +
      "roughly what kind. It never shows the words.",
  )}</li>`;

/** @param {Here} here */
function onPhone(here) {
  return html`<section class="part handing">
    <h2 class="t-heading">${t("What this phone keeps")}</h2>
    ${here.sealed ? html`<p>${t("Nothing from this workshop: it has ended.")}</p>` : keptHere(here)}
    <p class="t-second">${t(
      "Browsers can keep copies that no page can erase: old storage on the disk, a tab to restore " +
        "after a crash, a backup if a company manages the phone. Use your own phone, and close this " +
        "tab when you are done.",
    )}</p>
  </section>`;
}

/** @param {Here} here */
function keptHere(here) {
  return html`<p>${t("The secret, what you wrote, your votes and taps, and the language you chose.")}</p>
    <p class="t-second">${t(
      "This phone erases it when it hears that the workshop has ended. If it never hears, the next " +
        "page you open at this address after a day erases it, except your own words. You can see " +
        "those there once, under “What you sent”.",
    )}</p>
    ${isListenable(location) ? html`<p class="t-second">${t(
      "It belongs to this page’s address, {address}. If the laptop gets a new address, this phone " +
        "counts as new there, and what it keeps here stays until you clear it in the browser.",
      { address: location.host },
    )}</p>` : nothing}
    <p class="t-second">${t("You can erase it now:")}</p>
    ${handing(here)}`;
}

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
function heldRows(here) {
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
