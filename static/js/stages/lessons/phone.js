import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { counterOf } from "../../core/kept-names.js";
import { language, t } from "../../core/words.js";
import { unchanged } from "../../elements/unchanged.js";
import { fromTheWall } from "../../participant/dealt.js";
import { field, topRow, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { noticedIn } from "../../participant/hint-words.js";
import { areMany, keepButton, keepFive, listsAll, turn } from "./phone-keep.js";
import { LESSON, LESSONS_EACH, LESSONS_IN_TALK } from "../../rules/for-phones.js";
import { prompted } from "../../participant/prompted.js";
import { toldLesson } from "../../words/told-lesson.js";
import { length } from "../../participant/text.js";
import { refusalWords } from "../../words/refusals.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const lessons = here.room.list("lessons");
  const prompt = prompted(here, t("What do we take from this?"));
  const adds = isAdding(here);
  const body = html`${topRow(here, prompt, "t-heading")}
    ${adds ? [form(here), whenItIsRead()] : nothing} ${fromTheWall(here)} ${toldLesson(here.room, lessons)}
    ${list(here, lessons)}`;
  const keeping = areMany(here, lessons) ? keepButton(here) : nothing;
  return { body, foot: adds ? html`${formFoot(here)} ${keeping}` : html`${keeping} ${closed(here)}` };
}

/** All lessons, or the few that were dealt. @param {Here} here @param {readonly Lesson[]} lessons */
function list(here, lessons) {
  const many = areMany(here, lessons);
  if (many && !listsAll(here)) return keepFive(here, lessons);
  return html`<ul class="lessons">
      ${repeat(
        lessons,
        ({ id }) => id,
        (lesson) => unchanged([lesson, language()], () => one(lesson)),
      )}
    </ul>
    ${many ? html`<p>${turn(here, lessons.length)}</p>` : nothing}
    ${lessons.length ? nothing :
      html`<p class="t-second">${t("The list appears in a moment.")}</p>`}`;
}

/** @param {Lesson} lesson */
function one({ text, also, language }) {
  return html`<li class="lesson">
    <p class="t-lesson" dir="auto" lang=${language}>${text}</p>
    ${also.map((words) => html`<p class="t-small" dir="auto">${t("also: {words}", { words })}</p>`)}
  </li>`;
}

/** Whether phones can still add to the list, by the server's clock. @param {Here} here */
const isAdding = ({ now, room }) => (
  Boolean(now.adding) && room.clock.now() < (now.adding_closes ?? Infinity)
);

/** Said on every phone, whether or not it has sent one. */
const whenItIsRead = () => html`<p class="t-second">${t(
    "So that nobody can tell whose a lesson is, the facilitator sees it together with those from other " +
      "phones. If too few people add one, it stays with you.",
  )}
  ${t("Adding closes in the last minute, so that the facilitator can read what was added.")}</p>`;

/** @param {Here} here */
const closed = (here) => here.now.collecting ? html`<p class="t-second">${t(
  "Adding has closed. What was not sent stays on the phone.",
)}</p>` : nothing;

/** @param {Here} here */
export function form(here) {
  return field({
    id: "lesson",
    label: t("A lesson, in one sentence"),
    text: here.draft("lesson"),
    limit: LESSON,
    said: true,
    noticed: noticedIn(here.draft("lesson"), here.language),
    type: (text) => {
      here.trouble("lesson", "");
      here.keepDraft("lesson", text);
    },
  });
}

/** The same before, while and after a lesson is sent. @param {Here} here */
export function formFoot(here) {
  return html`${trouble(here, "lesson")} ${mainButton(t("Add this lesson"), () => add(here))}`;
}

/** @param {Here} here */
function add(here) {
  here.withDraft("lesson", () => addAsItIs(here));
}

/** @param {Here} here */
async function addAsItIs(here) {
  const text = here.draft("lesson");
  if (length(text) === 0) return here.trouble("lesson", t("First write the lesson."));
  if (length(text) > LESSON)
    return here.trouble(
      "lesson",
      t("It is too long to send. It is kept here; shorten it."),
    );
  if (isUsedUp(here)) return;
  const sent = here.send({ type: "add_lesson", round: here.now.round, text }, "lesson");
  if (!("refused" in (await sent))) here.noted();
}

/** Says, where it is so, that this device has added all its lessons. @param {Here} here */
function isUsedUp(here) {
  const most = here.now.kind === "talk" ? LESSONS_IN_TALK : LESSONS_EACH;
  if (Number(here.kept.taps[counterOf(here.now.round)] ?? 0) < most) return false;
  here.trouble("lesson", refusalWords({ refused: "lessons_used_up", about: String(most) }));
  return true;
}
