import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { sheet } from "../../elements/card.js";
import { asItIsNow, livesOn, namesOwner, onShow, outcomeWords } from "../../words/outcomes.js";
import { plans } from "../paging.js";
import { calmWords, promise, said } from "../parts.js";
import { commitmentSentence } from "../../words/commitments.js";
import { comma } from "../../words/listed.js";
import { dayInWords } from "../sentences.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Carried } from "../../protocol.js" */

/** How many sheets lie side by side; more of them go in columns. */
const SIDE_BY_SIDE = 3;

/**
 * The commitments of earlier workshops: all of them, then each alone, above what became of it.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const all = room.list("carried");
  if (!all.length) {
    return calmWords(room, t("Nothing is open from before."), t("We begin afresh."));
  }
  const language = room.get("workshop")?.language ?? "en";
  const alone = onShow(all, room.get("now")?.step ?? 0);
  const shown = alone ? [alone] : all;
  return html`<projector-fit class="projector-commit projector-followed" ?data-alone=${alone !== undefined}
    plans=${plansFor(shown.length)}>
    <div class="cards">${shown.map((one) => torn(one, language))}</div>
  </projector-fit>`;
}

/** @param {number} count of sheets: side by side, one below the other, or in columns */
function plansFor(count) {
  const row = count <= SIDE_BY_SIDE ? plans("row", count === 1 ? 80 : 60) : "";
  return `${row} ${plans("one", 54)} ${plans("two", 48)} ${plans("three", 44)}`;
}

/**
 * @param {Carried} one
 * @param {string} language
 */
function torn(one, language) {
  return sheet({
    upper: html`<div class="projector-promised">
      ${promise("t-card", one)}
      <p class="t-small projector-taken">
        <bdi>${ownerOf(one)}</bdi>${one.by ? html`${ownerOf(one) ? comma() : nothing}${
          t("by {day}", { day: dayInWords(one.by, language) })}` : nothing}
      </p>
    </div>`,
    lower: became(one, language),
    seed: commitmentSentence(one),
    mended: livesOn(one),
    place: "column",
  });
}

/** @param {Carried} one */
function ownerOf(one) {
  if (!one.owner) return t("Nobody yet");
  return namesOwner(one) ? one.owner : "";
}

/**
 * @param {Carried} one
 * @param {string} language
 */
function became(one, language) {
  const { outcome, learned, by_now: by } = one;
  return html`<div class="projector-became">
    <p class="projector-owner" ?data-taken=${outcome !== ""}>${outcomeWords(outcome)}</p>
    ${outcome === "changed" ? promise("t-card", asItIsNow({ ...one, language })) : nothing}
    ${by ? html`<p class="t-small">${t("by {day}", { day: dayInWords(by, language) })}</p>` : nothing}
    ${learned ? said("t-lesson", learned, language) : nothing}
  </div>`;
}
