import { html } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { plans } from "../../projector/paging.js";
import { asked, askedAbove, fitted, said } from "../../projector/parts.js";
import { toldLesson } from "../../words/told-lesson.js";
import { currentStage, lessons } from "../../projector/shown.js";

const LIST_PLANS = [
  plans("one", 60, 44),
  plans("two", 48),
].join(" ");

/** So many lines are there from the beginning, to be written on. */
const LINES = 5;

/**
 * The question, and below it the list of lessons as it grows.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const list = lessons(room);
  const question = currentStage(room)?.prompt || t("What would make this harder to get wrong here?");
  // Until the first one the question fills the screen.
  if (!list.length) return asked(question);
  return html`<div class="projector-lessons">
    ${askedAbove(question)} ${toldLesson(room, list)}
    ${fitted(LIST_PLANS, html`<ul>
      ${repeat(list, ({ id }) => id, row)}
      ${Array.from({ length: LINES - list.length }, () => html`<li aria-hidden="true"></li>`)}
    </ul>`)}
  </div>`;
}

/** @param {Lesson} lesson */
function row({ text, language }) {
  return html`<li>${said("t-lesson", text, language)}</li>`;
}
