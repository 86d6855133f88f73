/** @import { Here } from "../here.js" */
/** @import { Page } from "../frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { listed } from "../../words/listed.js";
import { stored } from "../join.js";

/** @param {Here} here @param {unknown} [asked] what is asked of who has arrived @returns {Page} */
export function stage(here, asked = nothing) {
  const { team, title } = here.workshop;
  const body = html`<div class="opening">
      <p class="t-label t-second" dir="auto">${listed([team, title])}</p>
      <h2 class="t-title">${t("You are in.")}</h2>
    </div>
    <p>${t(
      "It starts when people have arrived. Leave this page open; if the phone sleeps, it " +
        "finds its way back.",
    )}</p>
    ${asked} ${stored()}`;
  return { body };
}
