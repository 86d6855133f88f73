/** @import { Desk } from "./desk.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/**
 * Says that cards go back to their phones, before the desk goes on; null where none do.
 * @param {Desk} desk
 */
export function givesBack({ desk }) {
  if (!desk.gives_back.length) return null;
  return html`<p class="notice">
    ${t("Fewer than three have taken part: it would be plain who wrote what.")}
    ${t("If you go on, the cards go back to their phones. You can also wait, and let people write.")}
  </p>`;
}
