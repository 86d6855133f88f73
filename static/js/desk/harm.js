import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/**
 * What to do when a card tells of harm: always at hand where a card is open.
 * @param {{support: string, reporting: string}} workshop
 */
export function harmCue({ support, reporting }) {
  return html`<details class="desk-harm">
    <summary class="button-quiet">${t("What to do if a card describes harm")}</summary>
    <ul class="desk-harm-list">
      <li>${t("Do not guess who wrote it.")}</li>
      <li>${t("Do not ask the room.")}</li>
      <li>${t("Pause. Cover the screen if you need to.")}</li>
      <li>
        ${t("Offer the contact to everyone, as if anyone might need it.")}
        ${support ? html`<bdi>${support}</bdi>` : nothing}
      </li>
      <li>${t("Write nothing down.")}</li>
      ${reporting
        ? html`<li>${t("This is not a reporting channel. To report something: {place}", { place: reporting })}</li>`
        : nothing}
    </ul>
  </details>`;
}

/** The act that lets a card have reactions or not. @param {boolean} off whether it has none by now */
export const beenThereWords = (off) => (off ? t("Turn “Been there” on") : t("Turn “Been there” off"));

/** What turning it off does, and when one would. */
export function beenThereCue() {
  return html`<details class="desk-harm">
    <summary class="button-quiet">${t("When to turn “Been there” off")}</summary>
    <ul class="desk-harm-list">
      <li>${t("Nobody can tap “Been there” on that card any more, and no screen says how many did.")}</li>
      <li>${t("Do it when a reaction could hurt: the card describes pain, or only one person could have written it.")}</li>
      <li>${t("The card is still shown. You can turn it on again.")}</li>
    </ul>
  </details>`;
}
