/** @import { Here } from "../here.js" */
/** @import { Page } from "../frame.js" */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { topRow } from "../controls.js";
import { fates } from "../fates.js";
import { prompted } from "../prompted.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const { prompt, second_prompt } = here.stage ?? { prompt: "", second_prompt: "" };
  const how = here.workshop.remote
    ? t("In a breakout room: two first, then four. Three is fine.")
    : t("Two first, then two pairs together. Three is fine.");
  const body = html`${fates(here)} ${topRow(here, t("Talk with those beside you"))}
    <p class="t-title" dir="auto">${
      prompted(here, prompt, t("What did you recognise? What surprised you?"))}</p>
    <p dir="auto">${prompted(here, second_prompt, how)}</p>
    <p class="t-second">${t("What you say is not written down. Nothing to do on this phone.")}</p>`;
  return { body };
}
