/** @import { Here } from "../../participant/here.js" */
/** @import { Page } from "../../participant/frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { answerButton, onItsWay, trouble } from "../../participant/controls.js";
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

/** @param {Here} here */
function unclear(here) {
  const { round, collecting } = here.now;
  if (!collecting) return nothing;
  const command = /** @type {const} */ ({ type: "unclear", round, on: true });
  const on = here.tapped(command) === true;
  const tap = () => here.send({ ...command, on: !on }, "unclear");
  return html`${trouble(here, "unclear")}
    ${on ? html`<p>${notedWords(here)}</p>` : nothing}
    ${answerButton(t("Something is unclear"), on, tap)}`;
}

/** @param {Here} here */
function notedWords(here) {
  return here.waitsFor("unclear")
    ? onItsWay()
    : t("Noted. The facilitator sees how many, not who.");
}
