import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { smallAct } from "../../desk/acts.js";
import { quiet, small } from "../../desk/buttons.js";
import { askWords, drop, leaveOut, merge, Merging, pickUp } from "../../desk/lesson-acts.js";
import { LessonOrder, onBallot } from "../../desk/lesson-order.js";
import { ending } from "../../desk/next.js";
import { BALLOT, LESSON } from "../../rules/for-phones.js";
import { asksWords, isAskedWords } from "./desk-merge-words.js";
import { mergedBy } from "./desk-merged.js";
import { unreadLessons } from "../../desk/unread.js";

/** The key of what stands between the lessons that fit and those that do not. */
const BEYOND = "beyond";

/** Undo, at the side of what it takes back. @param {Desk} desk */
export function controls(desk) {
  return desk.desk.undo ? small(t("Undo"), () => desk.press({ type: "undo_lessons" })) : nothing;
}

/** How many the room would vote on. @param {Desk} desk */
export const heading = (desk) => countWords(onBallot(desk));

/** The list: merge, split, leave out, add. @param {Desk} desk */
export function stage(desk) {
  const lessons = desk.room.list("lessons");
  const own = lessons.filter((one) => !one.parent);
  const below = mergedBy(lessons);
  const order = desk.atStage(LessonOrder);
  const listed = order.order(own, desk.room.get("fitting"));
  return html`${paused(desk)} ${tooMany(desk, onBallot(desk))}
    ${unreadLessons(desk)} ${suggestions(desk)}
    ${order.byMarks ? html`<p class="t-cue">${t("First, the lessons that most phones would keep.")}</p>` : nothing}
    <ul
      class="desk-list"
      @pointerenter=${() => (order.held = true)}
      @pointerleave=${() => desk.change(() => (order.held = false))}
    >
      ${repeat(
        listed,
        (one) => (one ? one.id : BEYOND),
        (one) => (one ? group(desk, one, below(one.id)) : doesNotFit()),
      )}
    </ul>
    ${addForm(desk)}`;
}

/** Above the lessons that the ballot does not take. */
const doesNotFit = () =>
  html`<li class="desk-beyond"><h3 class="t-name">${t("Does not fit on the list")}</h3></li>`;

/** What the first change to the list takes away. @param {Desk} desk */
function paused(desk) {
  const { vote_paused: waits, ballots, result_kept: kept } = desk.desk;
  if (!waits || !(ballots || kept)) return nothing;
  return html`<div class="notice">
    <p>${t("Voting is paused. Votes are kept as long as the list does not change.")}</p>
    ${smallAct(desk, ending(desk.standing, "vote_anew", t("Change the list")))}
  </div>`;
}

/** @param {number} count on the ballot */
const countWords = (count) => tn("{n} lesson on the list. The ballot takes {ballot}.",
  "{n} lessons on the list. The ballot takes {ballot}.", count, { ballot: BALLOT });

/** @param {Desk} desk @param {number} count on the ballot */
function tooMany(desk, count) {
  if (count <= BALLOT) return nothing;
  const marked = Boolean(desk.room.get("fitting")?.marked);
  return html`<div class="notice desk-too-many">
    <p>
      ${tn("Merge or leave out one more.", "Merge or leave out {n} more.", count - BALLOT)}
      ${marked ? nothing : beforeMarks(desk)}
    </p>
    ${small(
      marked ? t("Leave out what does not fit") : t("Leave out the rest at random"),
      () => desk.press({ type: "leave_rest" }),
    )}
  </div>`;
}

/** How the rest is chosen while no marks of phones have come. @param {Desk} desk */
const beforeMarks = ({ now }) => (now.kind === "lessons" && now.collecting
  ? t("Phones are marking what they would keep: wait for their marks.")
  : t("Once duplicates are merged, the rest can be chosen at random."));

/** In the row of what is being merged: nothing above it changes, so that no row moves. @param {Desk} desk */
const merging = (desk) => html`<span class="t-small" role="status"
    >${t("Now press the lesson to merge this into.")}</span
  >
  ${quiet(t("Do not merge"), () => void drop(desk))}`;

/** @param {Desk} desk @param {string} id */
const isMerging = (desk, id) => desk.atStage(Merging).lesson === id;

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {DeskLessonEntry[]} below */
function group(desk, lesson, below) {
  return html`<li
    class="desk-entry desk-line-entry"
    id="lesson-${lesson.id}"
    data-lesson=${lesson.id}
    tabindex="-1"
    ?data-out=${lesson.left_out}
    ?data-moving=${isMerging(desk, lesson.id)}
  >
    ${isAskedWords(desk, lesson.id, false) ? asksWords(desk) : row(desk, lesson)}
    ${below.length
      ? html`<ul class="desk-below">${repeat(below, (one) => one.id, (one) => under(desk, one))}</ul>`
      : nothing}
  </li>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson */
const row = (desk, lesson) => html`<p class="t-lesson" lang=${lesson.language} dir="auto">${lesson.text}</p>
  <p class="desk-acts">${acts(desk, lesson)}</p>`;

/** @param {Desk} desk @param {DeskLessonEntry} lesson */
function under(desk, { id, text, language }) {
  return html`<li
    id="lesson-${id}"
    data-lesson=${id}
    tabindex="-1"
    ?data-moving=${isMerging(desk, id)}
  >
    <p class="t-cue t-second" lang=${language} dir="auto">${text}</p>
    ${isMerging(desk, id)
      ? merging(desk)
      : quiet(t("Split"), () => desk.press({ type: "split", lesson: id }), text)}
  </li>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson */
function acts(desk, lesson) {
  const { id, text, left_out: out, beyond } = lesson;
  if (isMerging(desk, id)) return merging(desk);
  if (desk.room.get(`lessons/${desk.atStage(Merging).lesson}`)) {
    return out ? nothing : small(t("Merge into this"), () => merge(desk, id));
  }
  const why = beyond ? t("Did not fit on the ballot")
    : isOfStory(desk, text) ? t("From the story, not on the ballot") : t("Left out");
  return html`${out ? html`<span class="t-small">${why}</span>` : nothing}
    ${out ? nothing : quiet(t("Merge"), () => pickUp(desk, id), text)}
    ${quiet(out ? t("Put back") : t("Leave out"), () => leaveOut(desk, lesson), text)}`;
}

/** A told story’s lesson is left out until the desk wants it. @param {Desk} desk @param {string} text */
const isOfStory = ({ room }, text) => room.get("story")?.lesson === text;

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

/** So many groups are offered at a time: the list itself stays in view. */
const AT_ONCE = 3;

/** Groups of lessons that may say the same; whoever knows the room decides. @param {Desk} desk */
function suggestions(desk) {
  const groups = open(desk);
  if (!groups.length) return nothing;
  const more = groups.length - AT_ONCE;
  return html`<section class="desk-similar" aria-labelledby="desk-similar">
    <h3 class="t-name" id="desk-similar">${t("These may say the same thing")}</h3>
    <ul class="desk-list">
      ${repeat(groups.slice(0, AT_ONCE), nameOf, (group) => suggestion(desk, group))}
    </ul>
    ${more > 0
      ? html`<p class="t-small">${tn("{n} more to come.", "{n} more to come.", more)}</p>`
      : nothing}
  </section>`;
}

/** @param {Desk} desk @param {DeskLessonEntry[]} group */
function suggestion(desk, group) {
  const [first, ...others] = group;
  if (!first) return nothing;
  const all = () => askWords(desk, { lessons: group.map((one) => one.id), into: first.id });
  const not = () => desk.change(({ different }) => void different.add(nameOf(group)));
  if (isAskedWords(desk, first.id, true)) return html`<li class="desk-entry">${asksWords(desk)}</li>`;
  return html`<li class="desk-entry desk-line-entry">
    <div>
      ${said("t-lesson", first)} ${others.map((one) => said("t-cue t-second", one))}
    </div>
    <p class="desk-acts">
      ${small(t("Merge all"), all)} ${quiet(t("Keep separate"), not, first.text)}
    </p>
  </li>`;
}

/** @param {string} role @param {DeskLessonEntry} lesson */
function said(role, { text, language }) {
  return html`<p class=${role} lang=${language} dir="auto">${text}</p>`;
}

/**
 * The groups that nobody here has turned down. The shortest sentence stands first, for all.
 * @param {Desk} desk @returns {DeskLessonEntry[][]}
 */
function open({ room, different }) {
  const groups = room.get("similar")?.groups ?? [];
  const lessons = groups.map((ids) => ids.flatMap((id) => room.get(`lessons/${id}`) ?? []));
  const sorted = lessons.map((group) => [...group].sort((a, b) => a.text.length - b.text.length));
  return sorted.filter((group) => group.length > 1 && !different.has(nameOf(group)));
}

/** The same for the same lessons, in whatever order. @param {DeskLessonEntry[]} group */
const nameOf = (group) => group.map((one) => one.id).sort().join();
