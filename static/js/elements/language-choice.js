/** @import { Language } from "../core/language.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { choose } from "../core/language.js";
import { language, t } from "../core/words.js";

/**
 * A quiet choice among the languages, each by its own name.
 * @param {Language[]} languages @param {() => void} redraw
 */
export function languageChoice(languages, redraw) {
  const chosen = async (/** @type {Event} */ { currentTarget }) => {
    const select = /** @type {HTMLSelectElement} */ (currentTarget);
    const wanted = languages.find(({ tag }) => tag === select.value);
    if (!wanted || !(await choose(wanted))) select.value = language();
    redraw();
  };
  return html`<select class="language-choice" aria-label=${t("Language")} @change=${chosen}>
    ${languages.map(
      ({ tag, name }) =>
        html`<option value=${tag} lang=${tag} ?selected=${tag === language()}>${name}</option>`,
    )}
  </select>`;
}
