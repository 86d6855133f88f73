import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { topRow } from "../../participant/controls.js";
import { prompted } from "../../participant/prompted.js";

/** A break. @param {Here} here @returns {Page} */
export function stage(here) {
  const asks = prompted(here, t("A break. Stand up, have something to drink."));
  const body = html`${topRow(here, t("Break"))}
    <p class="t-title" dir="auto">${asks}</p>
    <p class="t-second">${t("Nothing to do on this phone. We continue when the facilitator says so.")}</p>`;
  return { body };
}
