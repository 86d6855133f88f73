import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { votedLesson } from "../../elements/bar.js";
import { stageLine } from "../../elements/seam.js";
import { vars } from "../../elements/vars.js";
import { ended } from "./screen-ended.js";
import { seamOf, turnoutSentence } from "../../projector/numbers.js";
import { LEAST, plans } from "../../projector/paging.js";
import { askedAbove } from "../../projector/parts.js";
import { toldLesson } from "../../words/told-lesson.js";
import { ballotLessons, currentStage, lessons } from "../../projector/shown.js";

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
    ${head(room, ballot)} ${toldLesson(room, lessons(room))}
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
