import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { votedLesson } from "../../elements/bar.js";
import { stageLine } from "../../elements/seam.js";
import { vars } from "../../elements/vars.js";
import { seamOf, turnoutSentence } from "../../projector/numbers.js";
import { LEAST, plans } from "../../projector/paging.js";
import { askedAbove } from "../../projector/parts.js";
import { ballotLessons, currentStage } from "../../projector/shown.js";
import { COUNT, PLACE } from "../../elements/counting.js";
import { decidedWords, resultHeading, runOffWords } from "./words.js";

/** The type of a lesson that stands alone; with how many others it may stand large, and how many stand in one column. */
const ALONE = 120;
const FEW = 4;
const ONE_COLUMN = 8;

/** One for each stretch of the seam: redrawn only where there are more or fewer. */
let stretches = [{ minutes: 1 }];

/**
 * The question over one seam, which mends as people have placed their votes, and the lessons,
 * underlined by the room. Without bars only the lessons stand here.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const ballot = room.get("ballot");
  if (!ballot) return nothing;
  const rows = ballotLessons(room);
  if (room.get("now")?.phase === "ended") return ended(rows, ballot);
  return html`<div class="projector-ballot">
    ${head(room, ballot)}
    <projector-fit class="projector-vote" plans=${plansFor(rows.length)}>
      <ol class="voted-list" ${vars({ "--rows": Math.ceil(rows.length / 2) })}>
        ${repeat(rows, ({ id }) => id, (lesson) => row(lesson, ballot.bars, ballot.scale))}
      </ol>
    </projector-fit>
  </div>`;
}

/** @param {Room} room @param {Ballot} ballot */
function head(room, ballot) {
  const question = currentStage(room)?.prompt || t("What do we take with us?");
  return html`<header class="projector-ballot-head">
    ${askedAbove(question)}
    <p class="t-name projector-ballot-turnout">${turnoutSentence(ballot)}</p>
    ${mending(ballot)}
  </header>`;
}

/** @param {Ballot} ballot */
function mending(ballot) {
  const { stretches: count, mended } = seamOf(ballot);
  if (stretches.length !== count) stretches = Array.from({ length: count }, () => ({ minutes: 1 }));
  return stageLine({ stages: stretches, position: mended });
}

/** @param {number} count the same from the first vote to the last, so the type keeps its size */
function plansFor(count) {
  const two = `${plans("two", 44)} uneven-two:${LEAST}`;
  const largest = count === 1 ? ALONE : count <= FEW ? 104 : 54;
  return count > ONE_COLUMN ? two : `${plans("one", largest, 40)} ${two}`;
}

/**
 * @param {Lesson} lesson @param {boolean} bars
 * @param {number} full the number of votes that fills a bar
 */
function row({ text, votes }, bars, full) {
  return votedLesson({ text, count: bars ? votes : null, full });
}

/** So many that are tied stand two by two, other many in threes. */
const FOUR = 4;
/** So many places stand larger. */
const FEW_PLACES = 2;

/**
 * What the room takes with it, alone and large, and all else as one quiet block without bars. It
 * comes from the fewest votes to the most; after one more vote only what that has decided comes.
 * @param {Lesson[]} rows by rank
 * @param {Ballot} ballot
 */
function ended(rows, ballot) {
  const again = rows.some(({ run_off: votes }) => votes !== null);
  const chosen = rows.filter((lesson) => lesson.chosen);
  const tied = rows.filter((lesson) => lesson.tied);
  const rest = rows.filter((lesson) => !lesson.chosen && !lesson.tied);
  const counted = again ? 0 : rest.length * COUNT;
  const after = (/** @type {number} */ place) => again ? 0 : counted + place * PLACE;
  const places = chosen.length + (tied.length ? 1 : 0);
  const large = voted(rows) ? places <= FEW_PLACES ? 92 : 74 : 60;
  return html`<div class="projector-ballot">
    <h2 class="projector-ended-title">${resultHeading(ballot, rows)}</h2>
    <projector-fit class="projector-ended" plans=${plans("one", large)}>
    ${chosen.length ? html`<ol class="voted-list">
          ${repeat(chosen, ({ id }) => id, (lesson, i) => big(lesson, rows, ballot, after(places - 1 - i)))}
        </ol>` : nothing}
    ${tied.length ? html`<ol class="projector-ended-tied" ?data-many=${tied.length > 2 && tied.length !== FOUR}
          ?data-first=${!chosen.length}>
          ${repeat(tied, ({ id }) => id, (lesson) => big(lesson, rows, ballot, after(0)))}
        </ol>` : nothing}
    ${rest.length ? html`<ol class="projector-ended-rest" ?data-first=${!places}
          ${vars({ "--rows": Math.ceil(rest.length / 2) })}>
          ${repeat(rest, ({ id }) => id, (lesson, i) =>
            quiet(lesson, rows, again ? 0 : (rest.length - 1 - i) * COUNT))}
        </ol>` : nothing}
    </projector-fit>
  </div>`;
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
