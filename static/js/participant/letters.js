import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { letterOf } from "../core/kept-names.js";
import { enoughWords } from "../words/enough.js";
import { t } from "../core/words.js";
import { LETTER, LETTERS_FOR } from "../rules/for-phones.js";
import { refusalWords } from "../words/refusals.js";
import { field, plainButton, trouble } from "./controls.js";
import { length } from "./text.js";

/** @typedef {Letters["to"][number]} Teller */

/**
 * A line to each teller who wants one, while it may be written. The same on every phone, whatever it has
 * sent, and closed until it is opened: somebody may look on.
 * @param {Here} here
 */
export function letters(here) {
  const { to = [] } = here.room.get("letters") ?? {};
  return repeat(to, ({ place }) => place, (teller) => section(here, teller, to.length > 1));
}

/** @param {Here} here @param {Teller} teller @param {boolean} several */
function section(here, teller, several) {
  const id = `letter-${teller.place}`;
  return html`<section class="part letter" aria-labelledby="${id}-title">
    <h2 class="part-title" id="${id}-title">${titleOf(teller)}</h2>
    ${several
      ? html`<p class="t-second">${t("The story: {title}", { title: teller.title })}</p>` : nothing}
    <details class="letter-form" @toggle=${intoView}>
      <summary class="button-quiet">${t("One line, if you like")}</summary>
      ${writing(here, teller)} ${trouble(here, letterOf(teller.place))}
    </details>
  </section>`;
}

/** What has opened would begin behind the foot. @param {Event} event */
function intoView({ target }) {
  const details = /** @type {HTMLDetailsElement} */ (target);
  if (details.open) details.scrollIntoView({ block: "nearest" });
}

/** @param {Teller} teller */
const titleOf = ({ name }) => (name ? t("A letter to {name}", { name }) : t("A letter to the teller"));

/** @param {Here} here @param {Teller} teller */
function writing(here, teller) {
  const place = letterOf(teller.place);
  return html`${promises()}
    ${field({
      id: `letter-${teller.place}`,
      label: t("Your letter"),
      hint: t("One line."),
      text: here.draft(place),
      limit: LETTER,
      type: (typed) => type(here, place, typed),
    })}
    ${plainButton(t("Send the letter"), () => send(here, teller))}`;
}

/** Before anybody writes: who reads it and when, and what becomes of it. */
function promises() {
  return html`<p>${t(
      "The facilitator reads all letters together after the workshop, sorted by their words, if enough " +
        "people wrote one.",
    )} ${enoughWords()}
    ${t(
      "They pass a letter on to the teller, or not. What is not passed on is erased, after {days} days " +
        "at the latest.",
      { days: LETTERS_FOR },
    )}
    ${t("Nothing says who wrote which.")}</p>
    <p>${t(
      "If too few people write, nobody reads the letters. Yours is then only on this phone, " +
        "until you close the page.",
    )} ${t("A new letter takes the place of the one before. “What you sent” shows it.")}</p>`;
}

/** One line: a break would be lost on the way. @param {Here} here @param {string} place @param {string} typed */
function type(here, place, typed) {
  here.trouble(place, "");
  here.keepDraft(place, typed.replace(/\s*\n\s*/g, " "));
}

/** @param {Here} here @param {Teller} teller */
function send(here, teller) {
  here.withDraft(letterOf(teller.place), () => sendAsItIs(here, teller));
}

/** @param {Here} here @param {Teller} teller */
async function sendAsItIs(here, { place: to }) {
  const place = letterOf(to);
  const text = here.draft(place);
  const why = unready(text);
  if (why) return here.trouble(place, why);
  document.querySelectorAll("details.letter-form").forEach((one) => one.removeAttribute("open"));
  const answer = await here.send({ type: "write_letter", to, text }, place);
  if (!("refused" in answer)) here.noted();
}

/** Why a letter cannot be sent, in words; "" when it can. @param {string} text */
function unready(text) {
  if (!length(text)) return refusalWords({ refused: "empty" });
  return length(text) > LETTER ? refusalWords({ refused: "too_long", about: `text:${LETTER}` }) : "";
}
