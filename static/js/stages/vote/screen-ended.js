import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { votedLesson } from "../../elements/bar.js";
import { COUNT, PLACE } from "../../elements/counting.js";
import { vars } from "../../elements/vars.js";
import { decidedWords, resultHeading, runOffWords } from "./words.js";
import { plans } from "../../projector/paging.js";

/** So many places stand larger. */
const FEW = 2;

/**
 * What the room takes with it, alone and large, and all else as one quiet block without bars. It
 * comes from the fewest votes to the most; after one more vote only what that has decided comes.
 * @param {Lesson[]} rows by rank
 * @param {Ballot} ballot
 */
export function ended(rows, ballot) {
  const again = rows.some(({ run_off: votes }) => votes !== null);
  const chosen = rows.filter((lesson) => lesson.chosen);
  const tied = rows.filter((lesson) => lesson.tied);
  const rest = rows.filter((lesson) => !lesson.chosen && !lesson.tied);
  const counted = again ? 0 : rest.length * COUNT;
  const after = (/** @type {number} */ place) => again ? 0 : counted + place * PLACE;
  const places = chosen.length + (tied.length ? 1 : 0);
  const large = voted(rows) ? places <= FEW ? 92 : 74 : 60;
  return html`<projector-fit class="projector-ended" plans=${plans("one", large)}>
    <h2 class="projector-ended-title">${resultHeading(ballot, rows)}</h2>
    ${chosen.length ? html`<ol class="voted-list">
          ${repeat(chosen, ({ id }) => id, (lesson, i) => big(lesson, rows, ballot, after(places - 1 - i)))}
        </ol>` : nothing}
    ${tied.length ? html`<ol class="projector-ended-tied" ?data-many=${tied.length > 2}
          ?data-first=${!chosen.length}>
          ${repeat(tied, ({ id }) => id, (lesson) => big(lesson, rows, ballot, after(0)))}
        </ol>` : nothing}
    ${rest.length ? html`<ol class="projector-ended-rest" ?data-first=${!places}
          ${vars({ "--rows": Math.ceil(rest.length / 2) })}>
          ${repeat(rest, ({ id }) => id, (lesson, i) =>
            quiet(lesson, rows, again ? 0 : (rest.length - 1 - i) * COUNT))}
        </ol>` : nothing}
  </projector-fit>`;
}

/** @param {Lesson[]} rows */
const voted = (rows) => rows.some(({ votes }) => votes);

/** Of those that are tied the foot says it, once. @param {Lesson} lesson @param {Lesson[]} all
 * @param {Ballot} ballot @param {number} delay */
function big(lesson, all, ballot, delay) {
  const { text, votes, tied } = lesson;
  const full = ballot.scale;
  const beside = decidedWords(lesson, all, ballot) || null;
  return votedLesson({ text, count: votes, full, tied: beside, delay, hollow: tied });
}

/** A lesson without votes is a sentence. @param {Lesson} lesson @param {Lesson[]} all
 * @param {number} delay */
function quiet(lesson, all, delay) {
  const beside = runOffWords(lesson, all);
  return html`<li class="voted" ${vars({ "--after": `${delay}ms` })}>
    <p class="t-lesson voted-text" dir="auto">${lesson.text}</p>
    ${beside ? html`<span class="t-small voted-tied">${beside}</span>` : nothing}
    ${lesson.votes ? html`<span class="t-count voted-count">${lesson.votes}</span>` : nothing}
  </li>`;
}
