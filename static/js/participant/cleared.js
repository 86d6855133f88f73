/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { isCleared } from "./taking-back.js";

/** Said alike on every phone, whatever it had sent. @param {Here} here */
export function clearedNotice(here) {
  if (!isCleared(here)) return nothing;
  return html`<p class="notice">${clearedWords()}</p>`;
}

export const clearedWords = () =>
  t(
    "A great many devices came at once, so the facilitator has cleared this stage. What you wrote " +
      "is still on this phone. Please send it or vote again, if you have not yet.",
  );
