import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { dayInWords } from "../projector/sentences.js";
import { comma } from "../words/listed.js";

/** Who has taken something on, and by when. @param {Pick<Commitment, "owner" | "by">} offer */
export function whoAndWhen({ owner, by }) {
  return html`<p><span class="t-name" dir="auto">${owner || t("Not taken on yet")}</span>${owner ? until(by) : nothing}</p>`;
}

/** @param {string} day */
function until(day) {
  if (!day) return nothing;
  const date = dayInWords(day, document.documentElement.lang || "en");
  return html`<span class="t-second">${comma()}${t("by {date}", { date })}</span>`;
}
