import { html, nothing, svg } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { LENGTH, pointList, RISE, stageLine, stagePoints } from "../../elements/seam.js";
import { listed } from "../../words/listed.js";
import { plans } from "../paging.js";
import { fitted, said } from "../parts.js";
import { dayInWords } from "../sentences.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Finish, Stage } from "../../protocol.js" */

/**
 * The whole line is gold; below it stands what leaves the room, and what is kept.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const workshop = room.get("workshop");
  const finish = room.get("finish");
  const day = dayInWords(finish?.date ?? "", workshop?.language ?? "en");
  const stages = room.get("agenda")?.stages ?? [];
  return html`<div class="projector-finish is-finish">
    <header>
      <p class="t-heading">${t("Stories stay.")}</p>
      <p class="t-label t-second" dir="auto">
        ${listed([workshop?.team, day])}
      </p>
    </header>
    <div class="projector-finish-line">
      ${paper(stages)}${stageLine({ stages, position: stages.length })}
    </div>
    <div class="projector-finish-paper">
      <p class="t-heading">${t("Lessons leave.")}</p>
      ${fitted(`${plans("one", 92, 48)} ${plans("two", 48)}`, html`<ul>
        ${(finish?.lessons ?? []).map((lesson) => html`<li>${said("t-lesson", lesson)}</li>`)}
      </ul>`)}
      <div class="projector-finish-foot">
        ${again(finish, workshop?.language ?? "en")}
        <p class="t-label t-second projector-finish-kept">
          ${kept(finish)} <span class="projector-turned"></span>
        </p>
      </div>
    </div>
  </div>`;
}

/** @param {readonly Stage[]} stages */
function paper(stages) {
  const edge = pointList(stagePoints(stages));
  return html`<svg viewBox="0 0 ${LENGTH} ${RISE}" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<polygon points="${edge} ${LENGTH},${RISE} 0,${RISE}"></polygon>`}
  </svg>`;
}

/** @param {Finish | undefined} finish @param {string} language */
function again(finish, language) {
  if (!finish?.meets) return nothing;
  const day = dayInWords(finish.meets, language);
  return html`<p class="t-label">${t("We meet again on {day}.", { day })}</p>`;
}

/** @param {Finish | undefined} finish */
function kept(finish) {
  return finish?.sealed
    ? t("Thank you. The summary is on your phone. Nothing else is kept.")
    : t("Thank you. Only the summary will be kept; everything else will be erased.");
}
