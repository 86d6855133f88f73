/** The story of a new workshop: whole, as it will be told, with others beside it to choose from. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { sheet } from "../elements/card.js";
import { comma } from "../words/listed.js";

/**
 * @typedef {object} Told
 * @property {string} title
 * @property {string} name of who told it
 * @property {string} work of theirs
 * @property {string} language
 * @property {string} theme
 * @property {string[]} steps up to the turn
 * @property {string} now the last step; "" without one
 * @property {string} lesson
 */
/** So many are suggested: whoever wants another one finds all of them in the list. */
const SUGGESTED = 3;

const shown = /** @type {HTMLElement} */ (document.getElementById("sheet"));
const suggested = /** @type {HTMLElement} */ (document.getElementById("suggested"));
const chosen = /** @type {HTMLSelectElement} */ (document.getElementById("story"));
const language = /** @type {HTMLSelectElement} */ (document.getElementById("language"));
/** @type {Told[]} */
const stories = JSON.parse(shown.dataset.stories ?? "[]");

const first = stories[Number(chosen.value || NaN)];

/** Draws the chosen story, and those that are suggested. */
export function showStory() {
  const one = chosen.value === "own" ? undefined : stories[Number(chosen.value || NaN)];
  render(one ? whole(one) : nothing, shown);
  render(html`<p class="t-small">${t("Suggested")}</p> ${suggestions().map(suggestion)}`, suggested);
}

/** @param {Told} one */
function whole({ title, name, work, language: tag, steps, now, lesson }) {
  return html`<div lang=${tag} dir="auto">
    ${sheet({
      upper: html`<p class="t-heading">${title}</p>
        <p class="t-second"><bdi>${name}</bdi>${work ? `${comma()}${work}` : nothing}</p>
        ${steps.map((text) => html`<p class="t-said">${text}</p>`)}`,
      lower: html`<div>
        ${now ? html`<p class="t-said">${now}</p>` : nothing}
        <p class="t-said new-lesson">${lesson}</p>
      </div>`,
      seed: title,
      mended: true,
      place: "desk",
    })}
  </div>`;
}

/** The one that the form came with, then such as the room understands as they are. */
function suggestions() {
  const here = stories.filter((one) => one.language === language.value);
  return [...new Set([...(first ? [first] : []), ...here, ...stories])].slice(0, SUGGESTED);
}

/** @param {Told} one */
function suggestion(one) {
  const place = String(stories.indexOf(one));
  return html`<button
    class="new-suggestion"
    type="button"
    aria-pressed=${chosen.value === place}
    lang=${one.language}
    dir="auto"
    @click=${() => choose(place)}
  >
    <span class="t-lesson">${one.title}</span>
    <span class="t-small">${one.name}</span>
    ${one.theme ? html`<span class="t-small">${one.theme}</span>` : nothing}
  </button>`;
}

/** @param {string} place */
function choose(place) {
  chosen.value = place;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
}
