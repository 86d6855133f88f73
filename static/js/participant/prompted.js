import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { known, t } from "../core/words.js";

/**
 * The question of the current stage: the program's own in this phone's language, and whatever the
 * facilitator has written in the workshop's.
 * @param {Here} here @param {string} own what this phone says where the workshop has no question
 */
export function prompted({ stage, workshop }, own) {
  const { prompt = "", built_in: english = "", added = "", teller = "" } = stage ?? {};
  if (!english) return prompt ? written(workshop, prompt) : own;
  const question = known(english, { name: teller || t("the teller") });
  return html`${question}${added ? html` ${written(workshop, added)}` : nothing}`;
}

/** Like `prompted`, but for the second question. @param {Here} here @param {string} own */
export function promptedSecond({ stage, workshop }, own) {
  const { second_prompt: prompt = "", second_built_in: english = "" } = stage ?? {};
  if (english) return known(english);
  return prompt ? written(workshop, prompt) : own;
}

/** @param {Here["workshop"]} workshop @param {string} text */
const written = ({ language }, text) => html`<bdi lang=${language}>${text}</bdi>`;
