import { html } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { PLACES, plans } from "../paging.js";
import { fitted, said } from "../parts.js";
import { currentStage, lessons } from "../shown.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Lesson } from "../../protocol.js" */

const LIST_PLANS = [
  plans("one", 60, 44),
  plans("two", 48, 34),
  plans("three", 34, 34),
].join(" ");

/**
 * The list of lessons, as it grows; until the first one the question alone.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const list = lessons(room);
  if (!list.length) return question(room);
  return html`<div class="projector-lessons">
    <projector-wall role="list" plans=${LIST_PLANS} beyond=${Math.max(0, list.length - PLACES)}>
      ${repeat(list.slice(0, PLACES), ({ id }) => id, row)}
    </projector-wall>
    <p class="t-label t-second projector-more"></p>
  </div>`;
}

/** @param {Lesson} lesson */
function row({ text, language }) {
  return html`<div role="listitem">${said("t-lesson", text, language)}</div>`;
}

/** @param {Room} room */
function question(room) {
  const prompt = currentStage(room)?.prompt || t("What do we take from this?");
  return html`<div class="projector-question">
    ${fitted(plans("one", 104, 54), said("t-story", prompt))}
  </div>`;
}
