import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { seam } from "../../elements/seam.js";
import { been, beenWords } from "../../participant/been-there.js";
import { paragraphs } from "../../participant/controls.js";
import { questionOf } from "./words.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const story = here.room.get("story");
  if (!story) return { body: html`<p>${t("The story begins in a moment.")}</p>` };
  const { step } = here.now;
  const at = Math.min(step, story.steps.length + 1);
  const told = { title: story.title, name: story.told_by.name };
  const heading = told.name ? t("{title}, {name}’s story", told) : told.title;
  const body = html`<h2 class="t-label t-second">${heading}</h2>
    ${repeat(
      [at],
      () => at,
      () => turn(here, story, at),
    )}
    ${earlier(story, at)}`;
  return { body, foot: been(here, "story") };
}

/** A page of the story, each a new one. @param {Here} here @param {Story} story @param {number} at */
function turn(here, story, at) {
  return html`${shown(here, story, at)} ${beenWords(here.room.get("story_been")?.amount)}
    ${at >= story.steps.length ? source(story) : nothing}`;
}

/** @param {Here} here @param {Story} story @param {number} at */
function shown({ now }, story, at) {
  const step = story.steps[at];
  if (step)
    return html`<div class="told">${paragraphs(step.text, "t-story", story.language)}</div>`;
  if (at === story.steps.length) return turned(story);
  return html`<p class="t-title" dir="auto">${questionOf(story, now)}</p>
    <p>${t("Nobody has to answer it aloud.")}</p>`;
}

/** @param {Story} story */
function turned({ lesson, language }) {
  return html`${seam({ seed: lesson, mended: true })}
    <p class="t-story" dir="auto" lang=${language}>${lesson}</p>`;
}

/** What was told before, to read again. @param {Story} story @param {number} at */
function earlier(story, at) {
  const steps = story.steps.slice(0, at);
  if (!steps.length) return nothing;
  return html`<details class="again">
    <summary class="button-quiet">${t("Read it again")}</summary>
    ${steps.map((step) => paragraphs(step.text, "t-cue", story.language))}
    ${at > story.steps.length ? paragraphs(story.lesson, "t-cue", story.language) : nothing}
  </details>`;
}

/** @param {Story} story */
function source({ source }) {
  return source
    ? html`<p class="t-small" dir="auto">${t("From: {source}", { source })}</p>`
    : nothing;
}
