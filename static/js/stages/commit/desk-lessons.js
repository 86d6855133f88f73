import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { small } from "../../desk/buttons.js";
import { MOST_CHOSEN } from "../../rules/for-desks.js";

/** The list of lessons, of which the desk picks some where nobody votes. @param {Desk} desk */
export function lessonsToPick(desk) {
  const lessons = desk.room.list("lessons").filter((one) => !one.parent && !one.left_out);
  const picked = lessons.filter(({ chosen }) => chosen).length;
  return html`<section aria-labelledby="desk-pick-lessons">
    <h3 class="t-name" id="desk-pick-lessons">${t("Pick up to {n} lessons", { n: MOST_CHOSEN })}</h3>
    <p class="t-small" role="status">${t("{n} of {most} picked. The room sees them at once.", { n: picked, most: MOST_CHOSEN })}</p>
    <ul class="desk-list">
      ${repeat(lessons, ({ id }) => id, (lesson) => line(desk, lesson, picked < MOST_CHOSEN))}
    </ul>
  </section>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {boolean} more whether one more can be picked */
function line(desk, { id, text, language, chosen }, more) {
  const turn = () => desk.press({ type: "pick_lesson", lesson: id, on: !chosen });
  return html`<li class="desk-entry desk-line-entry" ?data-picked=${chosen}>
    <p class="t-lesson" lang=${language} dir="auto">${text}</p>
    ${chosen || more ? small(chosen ? t("Do not pick") : t("Pick"), turn, text) : nothing}
  </li>`;
}
