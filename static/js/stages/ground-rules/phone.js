import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { answerButton } from "../../participant/answer-button.js";
import { purpose, rulesList, scope } from "../../participant/before-joining.js";
import { policy } from "../../participant/policy.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const rules = here.room.get("rules");
  const { language } = here.workshop;
  const body = html`<h2 class="t-heading">${purpose(rules, language)}</h2>
    ${rulesList(rules, language)}
    <p class="t-second">${scope(rules, language)}</p>
    <p class="t-second">${policy(here)}</p>`;
  return { body, foot: unclear(here) };
}

/** A tap for what is unclear in the rules, once the room reads them. @param {Here} here */
export function unclear(here) {
  const { round, collecting } = here.now;
  if (!collecting) return nothing;
  const command = /** @type {const} */ ({ type: "unclear", round, on: true });
  const tap = () => here.tap(command, "unclear");
  return html`<p class="t-second">${t("The facilitator sees how many, not who.")}</p>
    ${answerButton(t("Something is unclear"), here.pressed.has("unclear"), tap)}`;
}
