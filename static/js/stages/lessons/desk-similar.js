/** @import { DeskLessonEntry } from "../../protocol.js" */
/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { quiet, small } from "../../desk/buttons.js";
import { askWords } from "../../desk/lesson-acts.js";
import { asksWords, isAskedWords } from "./desk-merge-words.js";

/** So many groups are offered at a time: the list itself stays in view. */
const AT_ONCE = 3;

/** Groups of lessons that may say the same; whoever knows the room decides. @param {Desk} desk */
export function suggestions(desk) {
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
 * @param {Desk} desk
 * @returns {DeskLessonEntry[][]}
 */
function open({ room, different }) {
  const groups = room.get("similar")?.groups ?? [];
  const lessons = groups.map((ids) => ids.flatMap((id) => room.get(`lessons/${id}`) ?? []));
  const sorted = lessons.map((group) => [...group].sort((a, b) => a.text.length - b.text.length));
  return sorted.filter((group) => group.length > 1 && !different.has(nameOf(group)));
}

/** The same for the same lessons, in whatever order. @param {DeskLessonEntry[]} group */
const nameOf = (group) => group.map((one) => one.id).sort().join();
