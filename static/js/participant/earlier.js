/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { forgetWords, keptOf, wordsLeftIn } from "../core/sweep.js";
import { t } from "../core/words.js";
import { ownWords } from "./away.js";

/** @typedef {{ids: string[], words: unknown[]}} Left */

/** What was found when a page first asked: shown, it is erased, and stays in the page's memory. @type {WeakMap<Here, Left>} */
const found = new WeakMap();

/**
 * What somebody wrote on this phone in workshops that it did not see end, closed until it is opened;
 * from then on this page alone has it.
 * @param {Here} here
 */
export function earlierWords(here) {
  const left = found.get(here) ?? leftHere();
  found.set(here, left);
  if (!left.ids.length) return nothing;
  const shown = () => left.ids.forEach((id) => forgetWords(localStorage, id));
  return html`<details class="own-words" @toggle=${shown}>
    <summary class="button-quiet">${t("What you wrote in an earlier workshop")}</summary>
    <p>${t(
      "You wrote this in an earlier workshop. This phone has now erased it, and it is gone when " +
        "you close this page.",
    )}</p>
    ${left.words}
  </details>`;
}

/** @returns {Left} */
function leftHere() {
  try {
    const ids = wordsLeftIn(localStorage);
    const words = ids.map((id) => ownWords(keptOf(localStorage, id))).filter((each) => each !== nothing);
    return { ids: words.length ? ids : [], words };
  } catch {
    return { ids: [], words: [] };
  }
}
