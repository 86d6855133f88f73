import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { seam } from "../../elements/seam.js";
import { beenSentence } from "../../words/screen-and-phone.js";
import { plans, stillAbove } from "../../projector/paging.js";
import { fitted, said } from "../../projector/parts.js";
import { aroundName, workAndPlace } from "../../projector/sentences.js";
import { questionOf } from "./words.js";

const STEP_PLANS = `${plans("one", 104, 54)} ${plans("two", 54)}`;

/**
 * A story in step: one step, then its lesson below the gold, then a question to the room.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const story = room.get("story");
  if (!story) return nothing;
  const step = room.get("now")?.step ?? 0;
  const told = story.steps[step];
  if (told) return tells(story, step, told.text);
  return step === story.steps.length ? turned(story) : asks(room, story);
}

/** @param {Story} story @param {number} step @param {string} text */
function tells(story, step, text) {
  return html`<div class="projector-story">
    ${labels(story, step)} ${fitted(STEP_PLANS, said("t-story", text.trim(), story.language))}
    ${teller(story)}
  </div>`;
}

/** @param {Story} story */
function turned(story) {
  const above = stillAbove(story.steps).join(" ");
  return html`<div class="projector-story" data-turned ?data-alone=${!above}>
    ${labels(story, story.steps.length - 1)}
    ${above ? fitted(plans("one", 48), said("t-cue t-second", above, story.language)) : nothing}
    <div class="projector-story-seam">${seam({ seed: story.lesson, mended: true })}</div>
    ${fitted(plans("one", 104), said("t-story", story.lesson, story.language))}
    ${teller(story)}
  </div>`;
}

/** @param {Room} room @param {Story} story */
function asks(room, story) {
  const been = beenSentence(room.get("story_been")?.amount);
  return html`<div class="projector-story">
    <p class="t-label t-second">${t("A question to keep in mind. Nobody has to answer it aloud.")}</p>
    ${fitted(plans("one", 104), said("t-story", questionOf(story, room.get("now")),
      story.questions.length ? story.language : ""))}
    ${been ? html`<p class="t-statement">${been}</p>` : teller(story)}
  </div>`;
}

/** @param {Story} story @param {number} step */
function labels(story, step) {
  const names = { context: t("Context"), happened: t("What happened"), turn: t("The turning point"),
    now: t("What now") };
  return html`<ol class="projector-story-labels">
    ${story.steps.map(({ kind }, i) => html`<li class=${i === step ? "t-name" : "t-label t-second"}
      aria-current=${i === step ? "step" : nothing}>${names[kind]}</li>`)}
  </ol>`;
}

/** @param {Story} story */
function teller({ told_by }) {
  if (!told_by.name) {
    return html`<p class="t-label t-second">${t("Told without a name")}${workAndPlace(told_by)}</p>`;
  }
  const [before, after] = aroundName((name) => t("The story of {name}", { name }));
  return html`<p class="t-label t-second" dir="auto">
    ${before}<bdi class="t-name projector-name">${told_by.name}</bdi>${after}${
      workAndPlace(told_by)}
  </p>`;
}
