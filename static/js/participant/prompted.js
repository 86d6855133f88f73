/** @import { Here } from "./here.js" */
import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * A prompt in the workshop's language, which may not be this phone's.
 * @param {Here} here @param {string} prompt
 * @param {string} own what this phone says where the workshop has no prompt
 */
export function prompted(here, prompt, own) {
  return prompt ? html`<bdi lang=${here.workshop.language}>${prompt}</bdi>` : own;
}
