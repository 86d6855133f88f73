import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { votedLesson } from "../../elements/bar.js";
import { COUNT, PLACE } from "../../elements/counting.js";
import { vars } from "../../elements/vars.js";
import { runOffWords } from "./words.js";
import { plans } from "../../projector/paging.js";

/** @import { Lesson } from "../../protocol.js" */

/**
 * What the room takes with it, alone and large, and all else as one quiet block without bars. It
 * comes from the fewest votes to the most; after one more vote only what that has decided comes.
 * @param {Lesson[]} rows by rank
 * @param {number} full the number of votes that fills a bar
 */
export function ended(rows, full) {
  const again = rows.some(({ run_off: votes }) => votes !== null);
  const chosen = rows.filter((lesson) => lesson.chosen);
  const tied = rows.filter((lesson) => lesson.tied);
  const rest = rows.filter((lesson) => !lesson.chosen && !lesson.tied);
  const counted = again ? 0 : rest.length * COUNT;
  const after = (/** @type {number} */ place) => again ? 0 : counted + place * PLACE;
  const places = chosen.length + (tied.length ? 1 : 0);
  return html`<projector-fit class="projector-ended" plans=${plans("one", 74)}>
    <h2 class="projector-ended-title">${title(rows)}</h2>
    <ol class="voted-list">
      ${repeat(chosen, ({ id }) => id, (lesson, i) => large(lesson, rows, full, after(places - 1 - i)))}
    </ol>
    ${tied.length ? html`<ol class="projector-ended-tied">
          ${repeat(tied, ({ id }) => id, (lesson) => large(lesson, rows, full, after(0)))}
        </ol>` : nothing}
    <ol class="projector-ended-rest">
      ${repeat(rest, ({ id }) => id, (lesson, i) =>
        quiet(lesson, rows, again ? 0 : (rest.length - 1 - i) * COUNT))}
    </ol>
  </projector-fit>`;
}

/** @param {Lesson[]} rows */
function title(rows) {
  if (!rows.some(({ votes }) => votes)) return t("Nobody voted. These are the lessons.");
  return t("We take these with us");
}

/** @param {Lesson} lesson @param {Lesson[]} all @param {number} full @param {number} delay */
function large(lesson, all, full, delay) {
  const beside = runOffWords(lesson, all) || (lesson.tied ? t("tied") : "");
  return votedLesson({
    text: lesson.text, count: lesson.votes, full, tied: beside || null, delay,
    hollow: lesson.tied,
  });
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
