/** @import { Desk } from "../desk.js" */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";

/** What they talk about, and how. @param {Desk} desk */
export function stage({ agenda, now, workshop }) {
  const { prompt, second_prompt: second } = agenda.stages[now.position] ?? {};
  return html`<p class="t-prompt" dir="auto">${prompt}</p>
    <p class="t-prompt t-second" dir="auto">${second}</p>
    <p class="t-small">
      ${workshop.remote
        ? t("Open breakout rooms of two, then of four. A three is fine.")
        : t("Nobody is left alone: a three is fine.")}
    </p>`;
}
