import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { listed } from "../../words/listed.js";
import { purpose, rulesList, scope, stored } from "../../participant/before-joining.js";
import { policy } from "../../participant/policy.js";
import { unclear } from "../ground-rules/phone.js";

/** @param {Here} here @param {unknown} [asked] what is asked of who has arrived @returns {Page} */
export function stage(here, asked = nothing) {
  const { team, title } = here.workshop;
  const body = html`<div class="opening">
      <p class="t-label t-second" dir="auto">${listed([team, title])}</p>
      <h2 class="t-title">${t("You are in.")}</h2>
    </div>
    <p>${t(
      "We start once people have arrived. Leave this page open; if the phone sleeps, it " +
        "reconnects.",
    )}</p>
    ${asked} ${here.now.steps > 1 ? rules(here) : nothing} ${stored()}`;
  return { body, foot: unclear(here) };
}

/** Where the rules have no stage of their own before people write. @param {Here} here */
function rules(here) {
  const { language } = here.workshop;
  const agreed = here.room.get("rules");
  return html`<section class="part">
    <h2 class="part-title">${t("Ground rules")}</h2>
    <p>${purpose(agreed, language)}</p>
    ${rulesList(agreed, language)}
    <p class="t-second">${scope(agreed, language)}</p>
    <p class="t-second">${policy(here)}</p>
  </section>`;
}
