import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { votedLesson } from "../../elements/bar.js";
import { ended } from "./vote-ended.js";
import { plans } from "../paging.js";
import { ballotLessons } from "../shown.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Lesson } from "../../protocol.js" */

/** With how many lessons each may stand large. */
const FEW = 4;

/**
 * The lessons, underlined by the room. Without bars only the lessons stand here.
 * @param {Room} room
 * @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const ballot = room.get("ballot");
  if (!ballot) return nothing;
  const rows = ballotLessons(room);
  if (room.get("now")?.phase === "ended") return ended(rows, ballot.scale);
  return html`<projector-fit class="projector-vote" plans=${plansFor(rows.length)}>
    <ol class="voted-list">
      ${repeat(rows, ({ id }) => id, (lesson) => row(lesson, ballot.bars, ballot.scale))}
    </ol>
  </projector-fit>`;
}

/** @param {number} count the same from the first vote to the last, so the type keeps its size */
function plansFor(count) {
  return `${plans("one", count <= FEW ? 80 : 60, 40)} ${plans("two", 48)}`;
}

/**
 * @param {Lesson} lesson
 * @param {boolean} bars
 * @param {number} full the number of votes that fills a bar
 */
function row({ text, votes }, bars, full) {
  return votedLesson({ text, count: bars ? votes : null, full });
}
