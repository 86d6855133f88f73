import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { eachAlone } from "../../words/pairs.js";
import { topRow } from "../../participant/controls.js";
import { prompted } from "../../participant/prompted.js";

/**
 * A question for pairs about the teller, while the facilitator reads the cards.
 * @param {Here} here @returns {Page}
 */
export function stage(here) {
  const alone = eachAlone(here.workshop, here.now);
  const inCall = here.workshop.hybrid && !alone
    ? html`<p class="t-second">${t("In the call: think about it alone.")}</p>` : nothing;
  const title = alone ? t("Think about it alone") : t("Talk in pairs");
  const asks = prompted(here, t("What would have helped the teller that day?"));
  const body = html`${topRow(here, title)}
    <p class="t-title" dir="auto">${asks}</p>
    <p class="t-second">${alone
      ? t("You do not have to say it aloud. Nothing to do on this phone.")
      : t("Talk about the story, not about your own card. Nothing to do on this phone.")}</p>
    ${inCall}
    <p class="t-second">${t(
      "Nothing is shown before the facilitator has read it, so that nothing on the screen hurts " +
        "anyone.",
    )}</p>`;
  return { body };
}
