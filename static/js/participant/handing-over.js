import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { trouble } from "./controls.js";
import { heldButton } from "./held-buttons.js";

/** "Forget this device" at the end, where no card can come back any more. @param {Here} here */
export function forgettingAtTheEnd(here) {
  const sentence = t(
    "What has not been sent is thrown away, and this phone keeps nothing of the workshop. What you " +
      "sent stays in it.",
  );
  return forgetting(here, sentence);
}

/** "Forget this device", below what it takes away. @param {Here} here @param {string} sentence */
function forgetting(here, sentence) {
  const button = heldButton(t("Forget this device"), sentence, () => here.forget());
  return html`${letterGoes(here)} ${shut(here)} ${button}`;
}

/** The two ways to end what this device has to do with the workshop. @param {Here} here */
export function handing(here) {
  return html`${forgetting(here, whatGoes())} ${handOn(here)} ${trouble(here, "next")}`;
}

function whatGoes() {
  const sentence = t(
    "This phone will then keep nothing of the workshop: its drafts, cards and votes are erased. " +
      "What you sent stays in the workshop, and can’t be changed from here afterwards. If too " +
      "few people write, your cards cannot come back to this phone.",
  );
  return `${unsentGoes()} ${sentence}`;
}

/** @param {Here} here */
function handOn(here) {
  const sentence = t(
    "You can’t change your cards from here afterwards, and if too few people write they cannot come " +
      "back to you here. The next person gets their own cards, votes and taps, and nothing " +
      "connects the two of you.",
  );
  return heldButton(t("Next person on this device"), `${unsentGoes()} ${sentence}`, () => here.handOn());
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
      "few people write one, you do not get yours back here.",
  )}</p>`;
}

/** On every phone alike, whether or not anything waits. */
const unsentGoes = () =>
  t("What has not been sent is thrown away. You can see it under “What you sent”.");
