import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { counterOf, keptOf } from "../../core/kept-names.js";
import { language, t, tn } from "../../core/words.js";
import { unchanged } from "../../elements/unchanged.js";
import { fromTheWall } from "../../participant/dealt.js";
import { answerButton } from "../../participant/answer-button.js";
import { field, quietButton, topRow, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { noticedIn } from "../../participant/hint-words.js";
import { BALLOT, LESSON, LESSONS_DEALT, LESSONS_EACH, LESSONS_IN_TALK } from "../../rules/for-phones.js";
import { prompted } from "../../participant/prompted.js";
import { toldLesson } from "../../words/told-lesson.js";
import { length } from "../../participant/text.js";
import { refusalWords } from "../../words/refusals.js";
import { tick } from "../../elements/tick.js";
import { shuffled } from "../../participant/shuffle.js";

/** The place of a press that sends a sentence. */
const ADDS = "lesson-adds";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const lessons = here.room.list("lessons");
  const prompt = prompted(here, t("What would make this harder to get wrong here?"));
  const adds = isAdding(here);
  const body = html`${topRow(here, prompt, "t-heading")}
    ${adds ? [sentenceField(here, t("A lesson, in one sentence")), whenItIsRead()] : nothing}
    ${fromTheWall(here)} ${toldLesson(here.room, lessons)}
    ${list(here, lessons)}`;
  const keeping = areMany(here, lessons) ? keepButton(here) : nothing;
  const foot = adds ? html`${sentenceFoot(here, t("Add this lesson"))} ${keeping}` : html`${keeping} ${closed(here)}`;
  return { body, foot };
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

/** One sentence for the list, of a phone or a group. @param {Here} here @param {string} label */
export function sentenceField(here, label) {
  return field({
    id: "lesson",
    label,
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

/** The same before and after it is sent, but for a moment after the press. @param {Here} here @param {string} send */
export function sentenceFoot(here, send) {
  const pressed = here.pressed.has(ADDS);
  return html`${trouble(here, "lesson")} ${mainButton(pressed ? t("Noted.") : send, () => add(here), pressed)}`;
}

/** @param {Here} here */
function add(here) {
  here.withDraft("lesson", () => addAsItIs(here));
}

/** @param {Here} here */
function addAsItIs(here) {
  const text = here.draft("lesson");
  if (length(text) === 0) {
    const talks = here.now.kind === "talk";
    return here.trouble("lesson", talks ? t("First write the sentence.") : t("First write the lesson."));
  }
  if (length(text) > LESSON)
    return here.trouble(
      "lesson",
      t("It is too long to send. It is kept here; shorten it."),
    );
  if (isUsedUp(here)) return;
  // At the press: the answer may come when somebody else looks at this phone.
  here.press(ADDS);
  here.send({ type: "add_lesson", round: here.now.round, text }, "lesson");
}

/** Says, where it is so, that this device has added all its lessons. @param {Here} here */
function isUsedUp(here) {
  const most = here.now.kind === "talk" ? LESSONS_IN_TALK : LESSONS_EACH;
  if (Number(here.kept.taps[counterOf(here.now.round)] ?? 0) < most) return false;
  here.trouble("lesson", refusalWords({ refused: "lessons_used_up", about: String(most) }));
  return true;
}

/** The place at which this page keeps whether it lists all lessons. */
const ALL = "all lessons";
/** The place of the button that sends what is marked. */
const PLACE = "keep";

/** Whether there are more than the ballot takes. @param {Here} here @param {readonly Lesson[]} lessons */
const areMany = (here, lessons) => here.now.collecting && lessons.length > BALLOT;

/** Whether the whole list is open instead of the few that were dealt. @param {Here} here */
const listsAll = (here) => here.opened.has(ALL);

/**
 * Of more lessons than the ballot takes the five that this phone was dealt, each with a box. They
 * are chosen here, by the phone's own secret and the round: the server does not know which. What
 * was marked stays, whatever joins the list.
 * @param {Here} here @param {readonly Lesson[]} lessons @returns {Lesson[]}
 */
function dealtLessons(here, lessons) {
  const { kept, now } = here;
  const deck = shuffled(lessons, `${kept.secret}|${now.round}`, ({ id }) => id);
  const marked = picked(here);
  const mine = deck.filter(({ id }) => marked.has(id));
  return [...mine, ...deck.filter(({ id }) => !marked.has(id))].slice(0, LESSONS_DEALT)
    .sort((one, other) => deck.indexOf(one) - deck.indexOf(other));
}

/** @param {Here} here @param {readonly Lesson[]} lessons */
function keepFive(here, lessons) {
  return html`<h2 class="t-label t-second">${t("Five of the lessons, dealt to this phone")}</h2>
    <p class="t-second">${t(
      "Mark the ones you would keep. No screen shows the marks. They sort the facilitator’s list, " +
        "several phones at a time.",
    )}</p>
    <ul class="lessons">
      ${repeat(dealtLessons(here, lessons), ({ id }) => id, (lesson) => line(here, lesson))}
    </ul>
    <p>${turn(here, lessons.length)}</p>`;
}

/** The way from the dealt ones to all, and back. @param {Here} here @param {number} n */
function turn(here, n) {
  const all = listsAll(here);
  const words = all ? t("Show my five lessons") : tn("Show the lesson", "Show all {n} lessons", n);
  return quietButton(words, () => here.toggle(ALL, !all));
}

/** Sends what is marked, the same before and after. @param {Here} here */
const keepButton = (here) =>
  html`${trouble(here, PLACE)}
    ${answerButton(t("Send my marks"), here.pressed.has(PLACE), () => send(here), false)}`;

/** @param {Here} here @param {Lesson} lesson */
function line(here, { id, text, also, language }) {
  return html`<li class="lesson">
    <p class="t-lesson" dir="auto" lang=${language} id="lesson-${id}">${text}</p>
    ${also.map((words) => html`<p class="t-small" dir="auto">${t("also: {words}", { words })}</p>`)}
    ${tick({
      text: t("Keep this one"),
      ticked: picked(here).has(id),
      onTick: (on) => mark(here, id, on),
      about: `lesson-${id}`,
    })}
  </li>`;
}

/** What has been sent. @param {Here} here @returns {Set<string>} */
const sent = (here) =>
  new Set(String(here.kept.taps[keptOf(here.now.round)] || "").split(" ").filter(Boolean));

/** What is marked on this page: what was sent, until a box changes. @param {Here} here */
function picked(here) {
  const { opened, now } = here;
  const own = placeOf(now.round);
  if (!opened.has(own)) return onTheList(here, sent(here));
  const ids = [...opened].filter((name) => name.startsWith(`${own}/`));
  return onTheList(here, new Set(ids.map((name) => name.slice(own.length + 1))));
}

/** Without what was left out or merged since. @param {Here} here @param {Set<string>} ids */
const onTheList = (here, ids) => new Set([...ids].filter((id) => here.room.get(`lessons/${id}`)));

/** Where this page keeps its marks until they are sent. @param {number} round */
const placeOf = (round) => `keep/${round}`;

/** @param {Here} here @param {string} id @param {boolean} on */
function mark(here, id, on) {
  const own = placeOf(here.now.round);
  const marked = picked(here);
  if (on) marked.add(id);
  else marked.delete(id);
  forget(here, own);
  for (const one of marked) here.opened.add(`${own}/${one}`);
  here.toggle(own, true);
}

/** @param {Here} here @param {string} own */
function forget({ opened }, own) {
  for (const name of [...opened]) if (name === own || name.startsWith(`${own}/`)) opened.delete(name);
}

/** @param {Here} here */
function send(here) {
  const { round } = here.now;
  const lessons = [...picked(here)].sort();
  here.press(PLACE);
  here.send({ type: "keep_lessons", round, lessons }, PLACE);
  forget(here, placeOf(round));
}
