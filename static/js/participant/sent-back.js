/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { care, ownTexts } from "./away.js";
import { quietButton } from "./controls.js";

/** @typedef {Record<string, () => string>} Sentences by what the server says became of something */

/**
 * What became of things of this device that nobody has let on, told once, on this phone only. Once
 * all is erased it is told as long as the page is open.
 * @param {Here} here @param {string} label
 * @param {readonly {key: string, text: string}[]} mine @param {Sentences} sentences
 */
export function sentBack(here, label, mine, sentences) {
  const words = (/** @type {{key: string}} */ { key }) => sentences[fateOf(here, key)]?.() ?? "";
  const told = mine.filter((one) => words(one) && !here.words.taps[`read/${one.key}`]);
  if (!told.length) return nothing;
  const read = () => {
    here.keep(({ taps }) => told.forEach(({ key }) => (taps[`read/${key}`] = true)));
    document.querySelector("h1")?.focus(); // the button that had the focus is gone
  };
  return html`<aside class="notice" aria-label=${label}>
    ${told.map((one) => html`<p>${words(one)}</p>
      ${ownTexts([{ happened: one.text, learned: "" }], "")}`)}
    <p class="t-second">${t("Only this phone says this.")}</p>
    ${told.some(({ key }) => ASIDE.has(fateOf(here, key))) ? care(here) : nothing}
    ${here.sealed
      ? html`<p>${goneWords()}</p>`
      : quietButton(t("I have read it"), read)}
  </aside>`;
}

/** Of what only the open page has. */
export const goneWords = () => (
  t("This phone has erased it, too. It is gone when you close this page.")
);

const ASIDE = new Set(["safe", "name", "care", "away"]);

/** @param {Here} here @param {string} key */
const fateOf = (here, key) => String(here.words.taps[`fate/${key}`] ?? "none");
