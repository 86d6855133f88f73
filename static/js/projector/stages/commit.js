import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { sheet } from "../../elements/card.js";
import { plans } from "../paging.js";
import { fitted, promise, said } from "../parts.js";
import { dayInWords } from "../sentences.js";
import { chosenLessons, currentStage, pickedFor } from "../shown.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Commitment, Lesson } from "../../protocol.js" */

/** How many sheets lie side by side; more of them go in columns. */
const SIDE_BY_SIDE = 4;

/**
 * The chosen lessons, each with its commitment: mended once somebody has taken it.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const chosen = chosenLessons(room);
  if (!chosen.length) return asks(room);
  const language = room.get("workshop")?.language ?? "en";
  const sheets = chosen.map((lesson) => torn(lesson, pickedFor(room, lesson.id), language));
  return html`<projector-fit class="projector-commit" plans=${plansFor(sheets.length)}>
    <div class="cards">${sheets}</div>
  </projector-fit>`;
}

/** @param {number} count of sheets: side by side, one below the other, or in columns */
function plansFor(count) {
  const row = count <= SIDE_BY_SIDE ? plans("row", count === 1 ? 92 : 72) : "";
  return `${row} ${plans("one", 54)} ${plans("two", 48)} ${plans("three", 44)}`;
}

/** @param {Room} room */
function asks(room) {
  const prompt = currentStage(room)?.prompt || t("If ___ happens, I or we will ___");
  return html`<div class="projector-question">
    ${fitted(plans("one", 104), said("t-story", prompt))}
  </div>`;
}

/**
 * @param {Lesson} lesson
 * @param {Commitment | undefined} commitment
 * @param {string} language
 */
function torn(lesson, commitment, language) {
  return sheet({
    upper: said("t-lesson t-second", lesson.text, lesson.language),
    lower: commitment ? promised(commitment, language) : open(),
    seed: lesson.text,
    mended: Boolean(commitment?.owner),
    place: "column",
  });
}

/**
 * @param {Commitment} commitment
 * @param {string} language
 */
function promised(commitment, language) {
  return html`<div class="projector-promised">
    ${promise("t-card", commitment)}
    <div>
      ${commitment.owner
        ? html`<p class="projector-owner" data-taken dir="auto">${commitment.owner}</p>`
        : html`<p class="projector-owner">${t("Nobody yet")}</p>`}
      ${commitment.by ? html`<p class="t-small">
        ${t("by {day}", { day: dayInWords(commitment.by, language) })}</p>` : nothing}
    </div>
  </div>`;
}

/** What is missing shows its form. */
function open() {
  return html`<div class="projector-promised">
    ${said("t-card t-second", t("If ___ happens, I or we will ___"))}
    <p class="projector-owner">${t("No commitment yet")}</p>
  </div>`;
}
