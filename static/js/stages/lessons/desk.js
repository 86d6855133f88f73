import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { smallAct } from "../../desk/acts.js";
import { quiet, small } from "../../desk/buttons.js";
import { drop, Merging } from "../../desk/lesson-acts.js";
import { LessonOrder, onBallot } from "../../desk/lesson-order.js";
import { ending } from "../../desk/next.js";
import { asideLessons, howTheyCome, waitingLessons } from "../../desk/unread.js";
import { BALLOT, LESSON } from "../../rules/for-phones.js";
import { alike } from "../../desk/lesson-rows.js";
import { isOfStory, lessonList } from "./desk-list.js";
import { asksWords } from "./desk-merge-words.js";

/** Undo, at the side of what it takes back. @param {Desk} desk */
export function controls(desk) {
  return desk.desk.undo ? small(t("Undo"), () => desk.press({ type: "undo_lessons" })) : nothing;
}

/** How many the room would vote on, and how many groups may say the same. @param {Desk} desk */
export function heading(desk) {
  if (!desk.room.list("lessons").length) return "";
  const count = tn("{n} lesson", "{n} lessons", onBallot(desk));
  const out = desk.room.list("lessons").filter((one) => (
    one.left_out && !one.parent && !isOfStory(desk, one.text)
  )).length;
  const groups = alike(desk).length;
  return [
    count,
    ...(out ? [tn("{n} left out", "{n} left out", out)] : []),
    ...(groups ? [tn("{n} pair alike", "{n} pairs alike", groups)] : []),
  ].join(", ");
}

/** What goes on with the list. @param {Desk} desk */
export const sentence = (desk) => (desk.room.list("lessons").length
  ? html`<p class="t-second">${t("Press a lesson to merge, edit or leave it out.")} ${howItStands(desk)}</p>`
  : nothing);

/** @param {Desk} desk */
function howItStands(desk) {
  const { now, room } = desk;
  if (onBallot(desk) <= BALLOT) return "";
  if (room.get("fitting")?.marked) {
    return desk.atStage(LessonOrder).byMarks ? t("First, the lessons that most phones would keep.") : "";
  }
  return now.kind === "lessons" && now.collecting
    ? t("Phones are marking what they would keep: wait for their marks.")
    : t("Once duplicates are merged, the rest can be chosen at random.");
}

/** The list, and at its foot what is to be decided, or another lesson. @param {Desk} desk */
export const stage = (desk) => html`${paused(desk)} ${lessonList(desk)} ${howTheyCome(desk)} ${asideLessons(desk)}
  <div class="desk-lessons-foot">${asked(desk) ?? html`${waitingLessons(desk)} ${addForm(desk)}`}</div>`;

/** What the first change to the list takes away. @param {Desk} desk */
function paused(desk) {
  const { vote_paused: waits, ballots, result_kept: kept } = desk.desk;
  if (!waits || !(ballots || kept)) return nothing;
  return html`<div class="notice">
    <p>${t("Voting is paused. Votes are kept as long as the list does not change.")}</p>
    ${smallAct(desk, ending(desk.standing, "vote_anew", t("Change the list")))}
  </div>`;
}

/** What a lesson that was picked up waits for; undefined without one. @param {Desk} desk */
function asked(desk) {
  const { lesson, asked: words } = desk.atStage(Merging);
  if (words) return asksWords(desk);
  if (!desk.room.get(`lessons/${lesson}`)) return undefined;
  return html`<p class="desk-row" role="status">
    <span class="t-name">${t("Now press the lesson to merge this into.")}</span>
    ${quiet(t("Do not merge"), () => void drop(desk))}
  </p>`;
}

/** @param {Desk} desk */
function addForm(desk) {
  const submit = (/** @type {SubmitEvent} */ event) => add(desk, event);
  return html`<form class="field desk-add" @submit=${submit}>
    <label class="field-label" for="desk-lesson">${t("Add a lesson")}</label>
    <div class="desk-copy-row">
      <input
        data-gramm="false"
        class="field-input"
        id="desk-lesson"
        name="lesson"
        maxlength=${LESSON}
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
  const answer = await desk.press({ type: "desk_lesson", text });
  if (!("refused" in answer) && field.value.trim() === text) field.value = "";
}
