import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/**
 * What to do when a card tells of harm: always at hand where a card is open.
 * @param {{support: string, reporting: string}} workshop
 */
export function harmCue({ support, reporting }) {
  return html`<details class="desk-harm">
    <summary class="button-quiet">${t("If a card tells of harm: what to do")}</summary>
    <ul class="desk-harm-list">
      <li>${t("Do not guess who wrote it.")}</li>
      <li>${t("Do not ask the room.")}</li>
      <li>${t("Pause. Cover the screen if you need to.")}</li>
      <li>
        ${t("Offer the contact to everybody, as if it were for anybody.")}
        ${support ? html`<bdi>${support}</bdi>` : nothing}
      </li>
      <li>${t("Note nothing down.")}</li>
      ${reporting
        ? html`<li>${t("This is not a reporting channel; that is: {place}", { place: reporting })}</li>`
        : nothing}
    </ul>
  </details>`;
}
