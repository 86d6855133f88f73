/** A workshop before it opens: its stages, and what everybody sees of the one that is chosen. */
/** @import { Known, Shaped } from "./sample.js" */
import { drawn } from "../../core/drawn.js";
import { t, useWords } from "../../core/words.js";
import { stageName } from "../../words/stage-names.js";
import { showFaces } from "./faces.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const place = byId("seen");
const next = byId("next");
const buttons = /** @type {HTMLElement[]} */ ([...byId("stages").querySelectorAll("button")]);
useWords(JSON.parse(place.dataset.words ?? "{}"), document.documentElement.lang);
/** @type {{stages: Shaped[], stories: Story[], known: Known}} */
const { stages, stories, known } = JSON.parse(place.dataset.workshop ?? "{}");
let at = 0;

/** The story that is told at a stage, else the one told last. */
function told() {
  const count = stages.slice(0, at + 1).filter(({ kind }) => kind === "story").length;
  return /** @type {Story} */ (stories[count > 1 ? 1 : 0]);
}

/** @param {number} chosen */
function show(chosen) {
  at = chosen;
  buttons.forEach((one, n) => one.setAttribute("aria-current", n === at ? "step" : "false"));
  showFaces(place, stages, at, told(), known);
  const after = stages[at + 1];
  next.hidden = !after;
  if (after) next.textContent = t("Next: {stage}", { stage: after.name || stageName(after.kind) });
  void drawn().then(sayFaces);
}

/** The pictures cannot be read by a screen reader, so their words are beside them. */
function sayFaces() {
  for (const view of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[inert]"))) {
    const figure = view.closest("figure");
    const said = figure?.querySelector(".preview-said") ?? document.createElement("p");
    said.className = "preview-said visually-hidden";
    said.textContent = view.innerText;
    figure?.append(said);
  }
}

/** Shows a stage, and brings it into view on a small screen. @param {number} chosen */
function choose(chosen) {
  show(chosen);
  const { top } = place.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) place.scrollIntoView();
}

buttons.forEach((one, n) => one.addEventListener("click", () => choose(n)));
next.addEventListener("click", () => choose(at + 1));
show(0);
