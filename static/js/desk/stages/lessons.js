/** @import { DeskLessonEntry } from "../../protocol.js" */
/** @import { Desk } from "../desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { merged } from "../as-projector.js";
import { quiet, small } from "../buttons.js";

const BALLOT = 12;
const LENGTH = 140;

/** Undo, at the side of what it takes back. @param {Desk} desk */
export function controls(desk) {
  return desk.desk.undo ? small(t("Undo"), () => desk.press({ type: "undo_lessons" })) : nothing;
}

/** The list: merge, split, leave out, add. @param {Desk} desk */
export function stage(desk) {
  const lessons = desk.room.list("lessons");
  const own = lessons.filter((one) => !one.parent);
  return html`${counted(own.filter((one) => !one.left_out).length)}
    ${desk.merging ? merging(desk, lessons) : nothing}
    <ul class="desk-list">
      ${repeat(own, (one) => one.id, (one) => group(desk, one, lessons))}
    </ul>
    ${addForm(desk)}`;
}

/** @param {number} count on the ballot */
function counted(count) {
  const words = tn("{n} lesson on the ballot. 12 at most.",
    "{n} lessons on the ballot. 12 at most.", count);
  if (count <= BALLOT) return html`<p class="t-statement">${words}</p>`;
  return html`<p class="notice">
    ${words} ${tn("Merge or leave out one more.", "Merge or leave out {n} more.", count - BALLOT)}
  </p>`;
}

/** @param {Desk} desk @param {DeskLessonEntry[]} lessons */
function merging(desk, lessons) {
  const moving = lessons.find((one) => one.id === desk.merging);
  if (!moving) return nothing;
  return html`<div class="notice desk-row">
    <p>${t("Now press the one under which this goes: {lesson}", { lesson: moving.text })}</p>
    ${quiet(t("Do not merge"), () => desk.change((own) => (own.merging = "")))}
  </div>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {DeskLessonEntry[]} all */
function group(desk, lesson, all) {
  const below = merged(all, lesson.id);
  return html`<li
    class="desk-entry desk-line-entry"
    ?data-out=${lesson.left_out}
    ?data-moving=${desk.merging === lesson.id}
  >
    <p class="t-lesson" lang=${lesson.language} dir="auto">${lesson.text}</p>
    <p class="desk-acts">${acts(desk, lesson)}</p>
    ${below.length
      ? html`<ul class="desk-below">
          ${below.map((one) => html`<li>
            <p class="t-cue t-second" lang=${one.language} dir="auto">${one.text}</p>
            ${quiet(t("Split"), () => desk.press({ type: "split", lesson: one.id }), one.text)}
          </li>`)}
        </ul>`
      : nothing}
  </li>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson */
function acts(desk, { id, text, left_out: out }) {
  if (desk.merging && desk.merging !== id) {
    return out ? nothing : small(t("Merge into this"), () => merge(desk, id));
  }
  const toggle = () => desk.press({ type: "leave_out", lesson: id, on: !out });
  const pick = () => desk.change((own) => (own.merging = id));
  return html`${out ? html`<span class="t-small">${t("Left out")}</span>` : nothing}
    ${out || desk.merging ? nothing : quiet(t("Merge"), pick, text)}
    ${desk.merging ? nothing : quiet(out ? t("Put back") : t("Leave out"), toggle, text)}`;
}

/** @param {Desk} desk @param {string} into */
function merge(desk, into) {
  desk.press({ type: "merge", lesson: desk.merging, into });
  desk.change((own) => (own.merging = ""));
}

/** @param {Desk} desk */
function addForm(desk) {
  const submit = (/** @type {SubmitEvent} */ event) => add(desk, event);
  return html`<form class="field desk-add" @submit=${submit}>
    <label class="field-label" for="desk-lesson">${t("Add one")}</label>
    <div class="desk-copy-row">
      <input
        class="field-input"
        id="desk-lesson"
        name="lesson"
        maxlength=${LENGTH}
        required
        autocomplete="off"
      />
      <button class="button desk-small" type="submit">${t("Add")}</button>
    </div>
  </form>`;
}

/**
 * What was typed stays in the field until it has arrived.
 * @param {Desk} desk @param {SubmitEvent} event
 */
async function add(desk, event) {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (document.getElementById("desk-lesson"));
  const text = field.value.trim();
  if (!text) return;
  const language = desk.workshop.language;
  const answer = await desk.press({ type: "desk_lesson", text, language });
  if (!("refused" in answer) && field.value.trim() === text) field.value = "";
}
