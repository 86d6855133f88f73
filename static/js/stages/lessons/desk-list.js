import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { quiet, small } from "../../desk/buttons.js";
import {
  askWords, dropsOn, edit, isBusy, isStop, leaveOut, Merging, pickUp, pressed, split, topOf,
} from "../../desk/lesson-acts.js";
import { LessonOrder } from "../../desk/lesson-order.js";
import { alike, keepApart, rowsOf } from "../../desk/lesson-rows.js";
import { mergedBy } from "./desk-merged.js";

/** The key of the line between the lessons that fit and those that do not. */
const LINE = "line";

/**
 * All lessons, in two columns where there is room: one list with one place for the tabulator. What
 * can be done with a lesson is shown by a press on it.
 * @param {Desk} desk
 */
export function lessonList(desk) {
  const lessons = desk.room.list("lessons");
  const below = mergedBy(lessons);
  const order = desk.atStage(LessonOrder);
  order.busy = isBusy(desk.atStage(Merging));
  const fitting = desk.room.get("fitting");
  const listed = order.order(lessons.filter((one) => !one.parent), fitting, (id) => topOf(desk, id));
  const rows = rowsOf(listed, order.groups(alike(desk)), order.byMarks);
  return html`<ul
    class="desk-lessons"
    @pointerenter=${() => (order.pointed = true)}
    @pointerleave=${() => desk.change(() => (order.pointed = false))}
  >
    ${repeat(rows, keyOf, (row) => {
      if (!row) return line(desk, fitting?.fits.length ?? 0, fitting?.beyond.length ?? 0);
      const [only, ...others] = row.map((one) => cell(desk, one, below(one.id), row));
      return others.length ? html`<li class="desk-alike"><ul>${only} ${others}</ul></li>` : only;
    })}
  </ul>`;
}

/** @param {DeskLessonEntry[] | null} row */
const keyOf = (row) => (row ? row.map(({ id }) => id).join() : LINE);

/**
 * Between what the ballot takes and what it does not, with the way to leave that out.
 * @param {Desk} desk @param {number} fits @param {number} beyond
 */
function line(desk, fits, beyond) {
  const marked = Boolean(desk.room.get("fitting")?.marked);
  return html`<li class="desk-ballot-line">
    <span class="t-name">${tn("{n} on the ballot", "{n} on the ballot", fits)}</span>
    <span class="t-small">${tn("{n} does not fit", "{n} do not fit", beyond)}</span>
    ${quiet(
      marked ? t("Leave out what does not fit") : t("Leave out the rest at random"),
      () => void desk.press({ type: "leave_rest" }),
    )}
  </li>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {DeskLessonEntry[]} below @param {DeskLessonEntry[]} row */
function cell(desk, lesson, below, row) {
  const { id, text, language, left_out: out } = lesson;
  const { open, lesson: picked } = desk.atStage(Merging);
  const isOpen = open === id && !picked;
  return html`<li
    class="desk-lesson"
    data-lesson=${id}
    ?data-open=${isOpen}
    ?data-out=${out}
    ?data-moving=${picked === id}
    @dragstart=${() => pickUp(desk, id)}
    @dragend=${() => pickUp(desk, "")}
    @dragover=${(/** @type {Event} */ event) => event.preventDefault()}
    @drop=${(/** @type {Event} */ event) => dropsOn(desk, lesson, event)}
  >
    <div class="desk-lesson-sheet">
      <button
        class="desk-lesson-words"
        id="lesson-${id}"
        type="button"
        draggable="true"
        tabindex=${isStop(desk, id) ? 0 : -1}
        aria-expanded=${isOpen}
        @click=${() => pressed(desk, lesson)}
      >
        <span class="t-lesson" lang=${language} dir="auto">${text}</span>
        ${marks(desk, lesson, below.length)}
      </button>
      ${isOpen ? opened(desk, lesson, below, row) : nothing}
    </div>
  </li>`;
}

/** What a closed lesson says of itself. @param {Desk} desk @param {DeskLessonEntry} lesson @param {number} merged */
function marks(desk, { text, left_out: out, beyond }, merged) {
  const why = !out ? "" : beyond ? t("did not fit")
    : isOfStory(desk, text) ? t("from the story, left out") : t("left out");
  const count = merged ? tn("{n} under it", "{n} under it", merged) : "";
  const words = [count, why].filter(Boolean).join(", ");
  return words ? html`<span class="t-small">${words}</span>` : nothing;
}

/** A told story’s lesson is left out until the desk wants it. @param {Desk} desk @param {string} text */
export const isOfStory = ({ room }, text) => room.get("story")?.lesson === text;

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {DeskLessonEntry[]} below @param {DeskLessonEntry[]} row */
function opened(desk, lesson, below, row) {
  const { id, text, left_out: out } = lesson;
  return html`<p class="desk-acts">
      ${out ? nothing : row.length > 1 ? together(desk, row) : quiet(t("Merge"), () => pickUp(desk, id), text, "M")}
      ${out ? nothing : quiet(t("Edit"), () => edit(desk, id), text, "E")}
      ${quiet(out ? t("Put back") : t("Leave out"), () => leaveOut(desk, lesson), text, "X")}
    </p>
    ${below.length
      ? html`<ul class="desk-below">${repeat(below, (one) => one.id, (one) => under(desk, one))}</ul>`
      : nothing}`;
}

/** What can be done with lessons that may say the same. @param {Desk} desk @param {DeskLessonEntry[]} row */
function together(desk, row) {
  const all = row.map((one) => one.id);
  const [into = ""] = all;
  const label = tn("Merge these {n}", "Merge these {n}", row.length);
  return html`${small(label, () => askWords(desk, { lessons: all, into }))}
    ${quiet(t("Keep separate"), () => keepApart(desk, row))}`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson */
function under(desk, { id, text, language }) {
  return html`<li id="lesson-${id}" class="desk-lesson-under" data-lesson=${id} tabindex="-1">
    <p class="t-cue t-second" lang=${language} dir="auto">${text}</p>
    ${quiet(t("Split"), () => split(desk, id), text, "S")}
  </li>`;
}
