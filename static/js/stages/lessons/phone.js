/** @import { Here } from "../../participant/here.js" */
/** @import { Lesson } from "../../protocol.js" */
/** @import { Page } from "../../participant/frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { counterOf } from "../../core/mine.js";
import { language, t, tn } from "../../core/words.js";
import { unchanged } from "../../elements/unchanged.js";
import { fromTheWall } from "../../participant/dealt.js";
import { field, onItsWay, plainButton, quietButton, topRow, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { noticedIn } from "../../participant/hint-words.js";
import { areMany, keepFive, keepFoot, listsAll, turn } from "./phone-keep.js";
import { LESSON, LESSONS_EACH, LESSONS_IN_TALK } from "../../rules/for-phones.js";
import { prompted } from "../../participant/prompted.js";
import { toldLesson } from "../../words/told-lesson.js";
import { length } from "../../participant/text.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const lessons = here.room.list("lessons");
  const adding =
    isAdding(here) && left(here) > 0 && (here.opened.has("lesson") || here.draft("lesson"));
  const prompt = prompted(here, t("What do we take from this?"));
  const body = html`${topRow(here, prompt, "t-heading")}
    ${adding ? form(here) : nothing} ${arrived(here)} ${fromTheWall(here)} ${toldLesson(here.room)}
    ${list(here, lessons)}`;
  const keeping = areMany(here, lessons) ? keepFoot(here) : nothing;
  return { body, foot: adding ? formFoot(here) : html`${keeping} ${addFoot(here)}` };
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

/** How many lessons this device may still add. @param {Here} here */
export function left(here) {
  const most = here.now.kind === "talk" ? LESSONS_IN_TALK : LESSONS_EACH;
  return most - Number(here.kept.taps[counterOf(here.now.round)] ?? 0);
}

/** @param {Here} here */
function arrived(here) {
  if (left(here) === LESSONS_EACH) return nothing;
  if (here.waitsFor("add_lesson")) return html`<p class="t-second">${onItsWay()}</p>`;
  return html`<p class="t-second">${t(
    "What you added has arrived. So that nobody can tell whose it is, the facilitator sees it " +
      "together with lessons from other phones. If too few add one, it stays with you.",
  )}</p>`;
}

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

/** @param {Here} here */
export function formFoot(here) {
  const leave = () => here.toggle("lesson", false);
  return html`${trouble(here, "lesson")} ${mainButton(t("Add this lesson"), () => add(here))}
    ${here.draft("lesson") ? nothing : quietButton(t("Not now"), leave)}`;
}

/** @param {Here} here */
function addFoot(here) {
  if (!here.now.collecting) return nothing;
  if (!isAdding(here))
    return html`<p class="t-second">${t("Adding has closed. What was not sent stays on the phone.")}</p>`;
  const n = left(here);
  if (n <= 0)
    return html`<p class="t-second">${t(
      "You have added three lessons, which is the limit for each person.",
    )}</p>`;
  return html`${trouble(here, "lesson")} ${plainButton(t("Add a lesson"), () => open(here))}
    <p class="t-second">${tn("You can still add {n}.", "You can still add {n}.", n)}
      ${t("Adding closes in the last minute, so that the facilitator can read what was added.")}</p>`;
}

/** @param {Here} here */
export function open(here) {
  here.toggle("lesson", true);
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.getElementById("lesson")?.focus()),
  );
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
  const sent = here.send({ type: "add_lesson", round: here.now.round, text }, "lesson");
  here.toggle("lesson", false);
  if (!("refused" in (await sent))) here.news = t("Your lesson has arrived.");
}
