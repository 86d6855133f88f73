import { html } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { plans } from "../../projector/paging.js";
import { asked, fitted, said } from "../../projector/parts.js";
import { currentStage, lessons } from "../../projector/shown.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Lesson } from "../../protocol.js" */

const LIST_PLANS = [
  plans("one", 92, 44),
  plans("two", 54),
].join(" ");

/** So many lines are there from the beginning, to be written on. */
const LINES = 5;

/**
 * The list of lessons, as it grows; until the first one the question alone.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const list = lessons(room);
  if (!list.length) return question(room);
  return html`<div class="projector-lessons">
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

/** @param {Room} room */
function question(room) {
  const prompt = currentStage(room)?.prompt || t("What do we take from this?");
  return asked(prompt);
}
