import { html } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { keptOf } from "../../core/kept-names.js";
import { t, tn } from "../../core/words.js";
import { tick } from "../../elements/tick.js";
import { answerButton, quietButton, trouble } from "../../participant/controls.js";
import { BALLOT, LESSONS_DEALT } from "../../rules/for-phones.js";
import { shuffled } from "../../participant/shuffle.js";

/** The place at which this page keeps whether it lists all lessons. */
const ALL = "all lessons";
/** The place of the button that sends what is marked. */
const PLACE = "keep";

/** Whether there are more than the ballot takes. @param {Here} here @param {readonly Lesson[]} lessons */
export const areMany = (here, lessons) => here.now.collecting && lessons.length > BALLOT;

/** Whether the whole list is open instead of the few that were dealt. @param {Here} here */
export const listsAll = (here) => here.opened.has(ALL);

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
export function keepFive(here, lessons) {
  return html`<h2 class="t-label t-second">${t("Five of the lessons, dealt to this phone")}</h2>
    <p class="t-second">${t(
      "Mark the ones you would keep. No screen shows the marks. They sort the facilitator’s list, " +
        "several phones at a time.",
    )}</p>
    <ul class="lessons">
      ${repeat(dealtLessons(here, lessons), ({ id }) => id, (lesson) => one(here, lesson))}
    </ul>
    <p>${turn(here, lessons.length)}</p>`;
}

/** The way from the dealt ones to all, and back. @param {Here} here @param {number} n */
export function turn(here, n) {
  const all = listsAll(here);
  const words = all ? t("Show my five lessons") : tn("Show the lesson", "Show all {n} lessons", n);
  return quietButton(words, () => here.toggle(ALL, !all));
}

/** Sends what is marked, the same before and after. @param {Here} here */
export const keepButton = (here) =>
  html`${trouble(here, PLACE)}
    ${answerButton(t("Send my marks"), here.pressed.has(PLACE), () => send(here), false)}`;

/** @param {Here} here @param {Lesson} lesson */
function one(here, { id, text, also, language }) {
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
