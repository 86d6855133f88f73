import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";

/** How many found something unclear. @param {Desk} desk */
export function stage({ desk }) {
  const words = desk.unclear
    ? tn("{n} found something unclear.", "{n} found something unclear.", desk.unclear)
    : t("Phones can say that something is unclear. None has.");
  return html`<p class="t-statement" role="status">${words}</p>
    ${desk.unclear
      ? html`<p class="t-small">${t("Ask what is unclear; the people who tapped need not answer.")}</p>`
      : nothing}`;
}
