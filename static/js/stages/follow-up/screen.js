import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { commitmentSentence } from "../../words/commitments.js";
import { asItIsNow, fitWords, livesOn, namesOwner, onShow, outcomeWords } from "./words.js";
import { plans } from "../../projector/paging.js";
import { calmWords, promise, said } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";
import { torn, until } from "../../projector/torn.js";

/** The largest type of their sheets, by how many there are. */
const LARGEST = [92, 66, 54, 40];
/** That of more: each then has only a word beside it, and the rest of it stands when it is alone. */
const BRIEF = 48;

/**
 * The commitments of earlier workshops: all of them, then each alone, beside what became of it.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const all = room.list("carried");
  if (!all.length) {
    return calmWords(room, t("Nothing is open from last time."), t("We start fresh."));
  }
  const language = room.get("workshop")?.language ?? "en";
  const alone = onShow(all, room.get("now")?.step ?? 0);
  const shown = alone ? [alone] : all;
  const brief = shown.length > LARGEST.length;
  const asks = currentStage(room)?.prompt || t("What became of what we took on?");
  return html`<div class="projector-followed" ?data-alone=${alone !== undefined}>
    <p class="t-title projector-asks" dir="auto">${asks}</p>
    <projector-fit class="torn-rows" ?data-many=${shown.length >= LARGEST.length}
      ?data-brief=${brief} plans=${plans("one", LARGEST[shown.length - 1] ?? BRIEF)}>
      ${shown.map((one) => row(one, language, brief))}
    </projector-fit>
  </div>`;
}

/** @param {Carried} one @param {string} language @param {boolean} brief */
function row(one, language, brief) {
  const owner = html`<p class="t-small">
    ${ownerOf(one)} ${one.owner && one.by ? until(one.by, language) : nothing}
  </p>`;
  return torn({
    start: html`<div class="torn-stacked">${promise("t-card", one)} ${brief ? nothing : owner}</div>`,
    end: brief ? html`<div>${outcome(one)} ${owner}</div>` : became(one, language),
    seed: commitmentSentence(one),
    mended: livesOn(one),
  });
}

/** @param {Carried} one */
function ownerOf(one) {
  if (!one.owner) return t("Not taken on yet");
  return namesOwner(one) ? html`<bdi class="t-name">${one.owner}</bdi>` : nothing;
}

/** @param {Carried} one @param {string} language */
function became(one, language) {
  const { learned, by_now: by } = one;
  const changed = one.outcome === "changed";
  return html`<div class="torn-stacked">
    ${outcome(one)} ${changed ? promise("t-card", asItIsNow({ ...one, language })) : nothing}
    ${changed && by ? html`<p class="t-small">${until(by, language)}</p>` : nothing}
    ${one.fit ? html`<p class="t-small">${fitWords(one.fit)}</p>` : nothing}
    ${learned ? said("t-card", learned, language) : nothing}
  </div>`;
}

/** @param {Carried} one */
function outcome({ outcome: word }) {
  return html`<p class="torn-outcome" ?data-said=${word !== ""}>${outcomeWords(word)}</p>`;
}
