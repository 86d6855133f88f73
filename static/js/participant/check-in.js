import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { answerButton } from "./answer-button.js";
import { field, onItsWay, quietButton, trouble } from "./controls.js";
import { NOTE } from "../rules/for-phones.js";
import { length } from "./text.js";

const PLACE = "check_in";

/**
 * "Check in with me": asks the facilitator to come and speak, at any stage. A moment later it looks as
 * if nobody had asked; a note that is sent again takes the place of the one before.
 * @param {Here} here
 */
export function checkIn(here) {
  if (here.sealed || here.room.connected === "refused") return nothing;
  return html`<section class="part check-in" aria-labelledby="check-in-title">
    <h2 class="part-title" id="check-in-title">${t("Check in with me")}</h2>
    <p>${t(
      "The desk then says that someone would like a word. It shows your note only when the " +
        "facilitator holds it for a second. None of it is kept afterwards.",
    )}
    ${t("It can take a minute until the desk says so. Keep this page open until then.")}</p>
    ${field({
      id: "check-in",
      label: t("Who are you, or where do you sit?"),
      hint: t("Optional."),
      text: here.draft(PLACE),
      limit: NOTE,
      type: (typed) => here.keepDraft(PLACE, typed),
      counted: false,
      line: true,
    })}
    <p class="t-second">${t(
      "It tells the facilitator who you are, and is not linked to anything else you do here.",
    )}</p>
    ${answerButton(t("Ask the facilitator"), here.pressed.has(PLACE), () => ask(here), false)}
    ${trouble(here, PLACE)}
  </section>`;
}

/** @param {Here} here */
function ask(here) {
  here.withDraft(PLACE, () => {
    const text = here.draft(PLACE);
    if (length(text) > NOTE) return;
    here.press(PLACE);
    here.send({ type: "check_in", text }, PLACE);
  });
}

/** That this device has asked, with its note, behind the closed element. @param {Here} here @returns {unknown[]} */
export function askedToSpeak(here) {
  const line = here.kept.taps[PLACE];
  if (!line) return [];
  const words = here.waitsFor("check_in")
    ? onItsWay() : t("You have asked. The facilitator will come when they can.");
  const back = () => void here.send({ type: "withdraw_check_in" }, PLACE);
  return [html`<div class="sent-one">
    <p>${words}</p>
    ${typeof line === "string" ? html`<p class="own-text" dir="auto">${line}</p>` : nothing}
    ${quietButton(t("Withdraw"), back, t("Withdraw: {about}", { about: t("Check in with me") }))}
  </div>`];
}
