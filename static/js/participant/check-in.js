/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { field, onItsWay, plainButton, quietButton, trouble } from "./controls.js";
import { NOTE } from "../rules/for-phones.js";
import { length } from "./text.js";

const PLACE = "check_in";

/**
 * "Check in with me": asks the facilitator to come and speak, at any stage.
 * @param {Here} here
 */
export function checkIn(here) {
  if (here.sealed || here.room.connected === "refused") return nothing;
  return html`<section class="part check-in" aria-labelledby="check-in-title">
    <h2 class="part-title" id="check-in-title">${t("Check in with me")}</h2>
    ${here.kept.taps[PLACE] && !here.opened.has(PLACE) ? asked(here) : asking(here)}
    ${trouble(here, PLACE)}
  </section>`;
}

/** @param {Here} here */
function asking(here) {
  const text = here.draft(PLACE);
  const changes = Boolean(here.kept.taps[PLACE]);
  return html`<p>${t(
      "The desk then says that someone would like a word. It shows your note only when the " +
        "facilitator holds it for a second. None of it is kept afterwards.",
    )}</p>
    ${field({
      id: "check-in",
      label: t("Who are you, or where do you sit?"),
      hint: t("Optional."),
      text,
      limit: NOTE,
      type: (typed) => here.keepDraft(PLACE, typed),
      counted: false,
      line: true,
    })}
    <p class="t-second">${t(
      "It tells the facilitator who you are, and is not linked to anything else you do here.",
    )}</p>
    ${plainButton(changes ? t("Send the new note") : t("Ask the facilitator"), () => ask(here))}
    ${changes ? quietButton(t("Leave it as it was"), () => here.toggle(PLACE, false)) : nothing}`;
}

/** @param {Here} here */
function asked(here) {
  const line = here.kept.taps[PLACE];
  return html`<p role="status">${askedWords(here)}</p>
    ${typeof line === "string" ? html`<p class="own-text" dir="auto">${line}</p>` : nothing}
    <p class="acts">
      ${quietButton(t("Change the note"), () => change(here))}
      ${quietButton(t("Withdraw"), () => takeBack(here), t("Withdraw: {about}",
        { about: t("Check in with me") }))}
    </p>`;
}

/** @param {Here} here */
function askedWords(here) {
  return here.waitsFor("check_in")
    ? onItsWay()
    : t("You have asked. The facilitator will come when they can.");
}

/** @param {Here} here */
function ask(here) {
  here.withDraft(PLACE, () => {
    const text = here.draft(PLACE);
    if (length(text) > NOTE) return;
    here.toggle(PLACE, false);
    here.send({ type: "check_in", text }, PLACE);
  });
}

/** @param {Here} here */
function change(here) {
  const line = here.kept.taps[PLACE];
  here.keepDraft(PLACE, typeof line === "string" ? line : "");
  here.toggle(PLACE, true);
}

/** @param {Here} here */
function takeBack(here) {
  here.send({ type: "withdraw_check_in" }, PLACE);
}
