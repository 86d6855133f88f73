/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { paragraphs, quietButton, trouble } from "./controls.js";
import { heldButton } from "./held-buttons.js";
import { isSent, unsentOf } from "./unsent.js";

/** "Forget this device", below what it takes away. @param {Here} here */
export function forgetting(here) {
  return html`${notSent(here)} ${letterGoes(here)} ${shut(here)} ${forget(here)}`;
}

/** The two ways to end what this device has to do with the workshop. @param {Here} here */
export function handing(here) {
  return html`${forgetting(here)} ${handOn(here)} ${trouble(here, "next")}`;
}

/** @param {Here} here */
function forget(here) {
  const sentence = t(
    "This phone will then keep nothing of the workshop: its drafts, cards and votes are erased. " +
      "What you sent stays in the workshop, and can’t be changed from here afterwards. If too " +
      "few people write, your cards cannot come back to this phone.",
  );
  const words = isSent(unsentOf(here))
    ? t("Forget this device") : t("Throw it away and forget this device");
  return heldButton(words, sentence, () => here.forget());
}

/** @param {Here} here */
function handOn(here) {
  const sentence = t(
    "You can’t change your cards from here afterwards, and if too few people write they cannot come " +
      "back to you here. The next person gets their own cards, votes and taps, and nothing " +
      "connects the two of you.",
  );
  const words = isSent(unsentOf(here))
    ? t("Next person on this device") : t("Throw it away and hand the phone over");
  return heldButton(words, sentence, () => here.handOn());
}

/** After either way this phone is new, and may have to stay out. @param {Here} here */
function shut(here) {
  if (!here.workshop.door_closed) return nothing;
  return html`<p class="notice">${t(
    "The door is closed. If this phone forgets the workshop or goes to the next person, it counts " +
      "as new and cannot join until the facilitator opens the door.",
  )}</p>`;
}

/** On every phone alike, so that a glance does not tell who wrote one. @param {Here} here */
function letterGoes({ room }) {
  if (!room.get("letters")) return nothing;
  return html`<p class="notice">${t(
    "A letter that you sent stays in the workshop, and can’t be changed from here afterwards. If too " +
      "few phones write one, you do not get yours back here.",
  )}</p>`;
}

/** What neither way would keep. @param {Here} here */
function notSent(here) {
  const unsent = unsentOf(here);
  if (isSent(unsent)) return nothing;
  const { texts, waiting } = unsent;
  return html`<div class="notice">
    <p class="notice-title">${t("Not everything has been sent.")}</p>
    ${waiting ? html`<p>${onTheWay(waiting)}</p>` : nothing}
    ${texts.length ? folded(texts) : nothing}
    ${here.opened.has("device") ? goBack(here) : nothing}
  </div>`;
}

/** Closed until it is pressed: somebody may look on. @param {string[]} texts */
function folded(texts) {
  return html`<details>
    <summary class="button-quiet">${t("Not sent")}</summary>
    ${texts.map((text) => html`<blockquote class="own-text">${paragraphs(text, "")}</blockquote>`)}
  </details>`;
}

/** @param {Here} here */
function goBack(here) {
  return quietButton(t("Go back and send it first"), () => here.toggle("device", false));
}

/** @param {number} waiting */
const onTheWay = (waiting) =>
  tn(
    "{n} item is still on its way. Wait until it has arrived.",
    "{n} items are still on their way. Wait until they have arrived.",
    waiting,
  );
