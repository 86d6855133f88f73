import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { bar } from "../../elements/bar.js";
import { countingTime } from "../../elements/counting.js";
import { notice } from "../../participant/controls.js";
import { letters } from "../../participant/letters.js";
import { listed } from "../../words/listed.js";
import { ranked } from "./phone-ballot.js";
import { tooFewWords } from "../../words/too-few-votes.js";
import { decidedWords, resultHeading } from "./words.js";

/** Remembers that this page was open while people voted. @param {Here} here */
export function seesVoting(here) {
  here.once(`voting/${here.now.round}`, () => {});
}

/** @param {Here} here @param {Ballot} ballot @returns {Page} */
export function ended(here, ballot) {
  const lessons = ballot.lessons.flatMap((id) => here.room.get(`lessons/${id}`) ?? []);
  return isCounted(here, lessons)
    ? { body: html`${results(ballot, ranked(lessons))} ${letters(here)}`, foot: tie(here, ballot) }
    : { body: lookUp() };
}

/**
 * Whether the room's screen has counted the votes: until then no phone gives the result away. One
 * that was opened later shows it at once.
 * @param {Here} here @param {Lesson[]} lessons
 */
function isCounted(here, lessons) {
  const { round } = here.now;
  const time = countingTime(lessons);
  if (!time || !here.hasBegun(`voting/${round}`)) return true;
  here.once(`counting/${round}`, () =>
    setTimeout(() => here.once(`counted/${round}`, here.redraw), time));
  return here.hasBegun(`counted/${round}`);
}

const lookUp = () => html`<h2 class="t-heading">${t("The room has voted.")}</h2>
  <p>${t("Look at the room’s screen.")}</p>`;

/**
 * What the room takes with it has a bar, as on the room's screen; all else is a line with its votes.
 * @param {Ballot} ballot @param {Lesson[]} lessons by rank
 */
function results(ballot, lessons) {
  const first = lessons.filter(({ chosen, tied }) => chosen || tied);
  const rest = lessons.filter((lesson) => !first.includes(lesson));
  const beside = (/** @type {Lesson} */ lesson) =>
    listed([lesson.tied ? t("tied") : "", decidedWords(lesson, lessons, ballot)]);
  return html`<h2 class="t-heading">${resultHeading(ballot, lessons)}</h2>
    ${ballot.too_few && ballot.too_few !== "vote" ? html`<p>${tooFewWords(ballot)}</p>` : nothing}
    <ol class="results">
      ${repeat(first, ({ id }) => id, (lesson) => html`<li class="result">
        ${result(lesson, beside(lesson))} ${bar((lesson.votes ?? 0) / Math.max(1, ballot.scale))}
      </li>`)}
    </ol>
    <ol class="results-rest">
      ${repeat(rest, ({ id }) => id, (lesson) =>
        html`<li class="result">${result(lesson, beside(lesson))}</li>`)}
    </ol>`;
}

/** @param {Lesson} lesson @param {string} beside */
function result({ text, language, votes }, beside) {
  return html`<p class="t-lesson" dir="auto" lang=${language}>${text}</p>
    ${votes ? html`<span class="t-count">${votes}</span>` : nothing}
    ${beside ? html`<p class="t-small result-words">${beside}</p>` : nothing}`;
}

/** In the foot: when it is decided, no result moves. @param {Here} here @param {Ballot} ballot */
function tie(here, { cut_tie }) {
  const n = cut_tie.length;
  if (!n || here.now.kind !== "vote") return nothing;
  return notice(
    tn(
      "{n} lesson ties for the last place. The facilitator decides what happens next: all of them, one more vote, or drawing lots.",
      "{n} lessons tie for the last place. The facilitator decides what happens next: all of them, one more vote, or drawing lots.",
      n,
    ),
  );
}
