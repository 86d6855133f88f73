/** @import { Here } from "./here.js" */
/** @import { MyLesson } from "../core/device.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { care, ownTexts } from "./away.js";
import { quietButton } from "./controls.js";

/**
 * What became of the lessons of this device that nobody has let on, told once, on this phone only;
 * below the page, since it comes while somebody votes.
 * @param {Here} here
 */
export function aboutLessons(here) {
  const told = here.kept.lessons.filter((one) => words(here, one) && !here.kept.taps[`read/${one.key}`]);
  if (!told.length) return nothing;
  const read = () => {
    here.keep(({ taps }) => told.forEach(({ key }) => (taps[`read/${key}`] = true)));
    document.querySelector("h1")?.focus(); // the button that had the focus is gone
  };
  return html`<aside class="notice" aria-label=${t("About one of your lessons")}>
    ${told.map((one) => html`<p>${words(here, one)}</p>
      ${ownTexts([{ happened: one.text, learned: "" }], "")}`)}
    <p class="t-second">${t("Only this phone says so.")}</p>
    ${told.some((one) => isAside(here, one)) ? care(here) : nothing}
    ${quietButton(t("I have read it"), read)}
  </aside>`;
}

/** @param {Here} here @param {MyLesson} lesson */
const fateOf = (here, { key }) => String(here.kept.taps[`fate/${key}`] ?? "none");

/** @param {Here} here @param {MyLesson} lesson */
const isAside = (here, lesson) => ["safe", "care", "away"].includes(fateOf(here, lesson));

/** @param {Here} here @param {MyLesson} lesson */
function words(here, lesson) {
  return SENTENCES[fateOf(here, lesson)]?.() ?? "";
}

/** @type {Record<string, () => string>} */
const SENTENCES = {
  safe: () =>
    t("We kept this lesson off the list to protect you: people could have recognised you."),
  care: () =>
    t("We kept this lesson off the list because it deserves more care than this hour can give."),
  away: () =>
    t("We kept this lesson off the list because it needs to be heard somewhere else than here."),
  back: () => t("Too few sent a lesson for this one to be shown. It stays with you."),
  late: () => t("There was no time to read this lesson, so it was not shown. It stays with you."),
};
