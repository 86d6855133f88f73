/** @import { Here } from "./here.js" */
/** @import { Letters } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { letterOf } from "../core/mine.js";
import { enoughWords } from "../words/enough.js";
import { t } from "../core/words.js";
import { LETTER, LETTERS_FOR } from "../rules/for-phones.js";
import { refusalWords } from "../words/refusals.js";
import { field, onItsWay, plainButton, quietButton, trouble } from "./controls.js";
import { length } from "./text.js";

/** @typedef {Letters["to"][number]} Teller */

/**
 * A line to each teller who wants one, while it may be written. The same on every phone, and closed
 * until it is opened: somebody may look on.
 * @param {Here} here
 */
export function letters(here) {
  const { to = [] } = here.room.get("letters") ?? {};
  if (!to.length) return /** @type {const} */ (["story", "story2"]).map((one) => refused(here, one));
  return repeat(to, ({ place }) => place, (teller) => section(here, teller, to.length > 1));
}

/** Why one came too late, where none may be written any more. @param {Here} here @param {Teller["place"]} to */
const refused = (here, to) => trouble(here, letterOf(to));

/** @param {Here} here @param {Teller} teller @param {boolean} several */
function section(here, teller, several) {
  const id = `letter-${teller.place}`;
  return html`<section class="part letter" aria-labelledby="${id}-title">
    <h2 class="part-title" id="${id}-title">${titleOf(teller)}</h2>
    ${several
      ? html`<p class="t-second">${t("The story: {title}", { title: teller.title })}</p>` : nothing}
    <details @toggle=${intoView}>
      <summary class="button-quiet">${t("One line, if you like")}</summary>
      ${isWriting(here, teller) ? writing(here, teller) : sent(here, teller)}
    </details>
    ${trouble(here, letterOf(teller.place))}
  </section>`;
}

/** What has opened would begin behind the foot. @param {Event} event */
function intoView({ target }) {
  const details = /** @type {HTMLDetailsElement} */ (target);
  if (details.open) details.scrollIntoView({ block: "nearest" });
}

/** @param {Teller} teller */
const titleOf = ({ name }) => (name ? t("A letter to {name}", { name }) : t("A letter to the teller"));

/** The letter that this phone has sent; "" for none. @param {Here} here @param {Teller} teller */
const sentTo = (here, { place }) => String(here.kept.taps[letterOf(place)] || "");

/** @param {Here} here @param {Teller} teller */
function isWriting(here, teller) {
  const [place, sent] = [letterOf(teller.place), sentTo(here, teller)];
  const draft = here.draft(place);
  return !sent || here.opened.has(place) || (draft !== "" && draft !== sent);
}

/** @param {Here} here @param {Teller} teller */
function writing(here, teller) {
  const place = letterOf(teller.place);
  const changes = Boolean(sentTo(here, teller));
  return html`${promises()}
    ${field({
      id: `letter-${teller.place}`,
      label: t("Your letter"),
      hint: t("One line."),
      text: here.draft(place),
      limit: LETTER,
      type: (typed) => type(here, place, typed),
    })}
    ${plainButton(changes ? t("Send the new letter") : t("Send the letter"), () => send(here, teller))}
    ${changes ? quietButton(t("Leave it as it was"), () => leave(here, place)) : nothing}`;
}

/** Before anybody writes: who reads it and when, and what becomes of it. */
function promises() {
  return html`<p>${t(
      "The facilitator reads all letters together after the workshop, sorted by their words, if enough " +
        "phones wrote one.",
    )} ${enoughWords()}
    ${t(
      "They pass a letter on to the teller, or not. What is not passed on is erased, after {days} days " +
        "at the latest.",
      { days: LETTERS_FOR },
    )}
    ${t("Nothing says who wrote which.")}</p>
    <p>${t(
      "If too few phones write, nobody reads the letters. Yours is then only on this phone, " +
        "until you close the page.",
    )}</p>`;
}

/** @param {Here} here @param {Teller} teller */
function sent(here, teller) {
  const title = titleOf(teller);
  return html`<p role="status">${waits(here, teller) ? onItsWay() : t("Your letter has arrived.")}</p>
    <p class="own-text" dir="auto">${sentTo(here, teller)}</p>
    <p class="acts">
      ${quietButton(t("Change the letter"), () => change(here, teller))}
      ${quietButton(t("Withdraw"), () => withdraw(here, teller), t("Withdraw: {about}", { about: title }))}
    </p>`;
}

/** @param {Here} here @param {Teller} teller */
const waits = ({ kept }, { place }) => kept.outbox.some(
  ({ command }) => command.type === "write_letter" && command.to === place,
);

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
  here.toggle(place, false);
  const answer = await here.send({ type: "write_letter", to, text }, place);
  if (!("refused" in answer)) here.news = t("Your letter has arrived.");
}

/** Why a letter cannot be sent, in words; "" when it can. @param {string} text */
function unready(text) {
  if (!length(text)) return refusalWords({ refused: "empty" });
  return length(text) > LETTER ? refusalWords({ refused: "too_long", about: `text:${LETTER}` }) : "";
}

/** @param {Here} here @param {Teller} teller */
function change(here, teller) {
  const place = letterOf(teller.place);
  here.keepDraft(place, sentTo(here, teller));
  here.toggle(place, true);
}

/** @param {Here} here @param {string} place */
function leave(here, place) {
  here.keepDraft(place, "");
  here.trouble(place, "");
  here.toggle(place, false);
}

/** @param {Here} here @param {Teller} teller */
async function withdraw(here, { place: to }) {
  const answer = await here.send({ type: "write_letter", to, text: "" }, letterOf(to));
  if (!("refused" in answer)) here.news = t("Your letter has been withdrawn.");
}
