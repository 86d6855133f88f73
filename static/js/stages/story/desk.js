/** @import { StepKind } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { questionOf } from "./words.js";

/** @param {Desk} desk */
export const heading = ({ room }) => room.get("story")?.title ?? "";

/** @param {import("../../protocol.js").Teller} teller */
const whose = ({ name }) => name ? t("{name}’s story", { name }) : t("Told without a name");

/** Who told it. @param {Desk} desk */
export function sentence({ room }) {
  const story = room.get("story");
  return story
    ? html`<p class="t-second" dir="auto">${whose(story.told_by)}</p>`
    : nothing;
}

/** The whole text, for reading aloud; what the room sees stands on sheet. @param {Desk} desk */
export function stage(desk) {
  const story = desk.room.get("story");
  if (!story) return html`<p>${t("No story has been chosen.")}</p>`;
  const last = story.steps.length;
  return html`<ol class="desk-parts" lang=${story.language}>
      ${story.steps.map((step, place) => part(desk, place, stepName(step.kind), told(step.text)))}
      ${part(desk, last, t("The lesson"), told(story.lesson))}
      ${asked(desk, story)}
    </ol>`;
}

/** @param {string} text */
const told = (text) => html`<p class="t-story" dir="auto">${text}</p>`;

/**
 * What the room is asked; where there are several, the one that is chosen here.
 * @param {Desk} desk @param {Story} story
 */
function asked(desk, story) {
  const { steps: { length }, questions } = story;
  return questions.length > 1
    ? part(desk, length + 1, t("Then show the room one question to keep in mind"),
      questions.map((text, n) => choosing(desk, text, n)))
    : part(desk, length + 1, t("Then show the room this question to keep in mind"), told(questionOf(story, desk.now)));
}

/**
 * A question, and the button that has the room see it. Neither moves, so that a second press meets no other.
 * @param {Desk} desk @param {string} text @param {number} question
 */
function choosing(desk, text, question) {
  const { turn, question: shown } = desk.now;
  const press = () => question !== shown && desk.steer({ type: "ask_question", turn, question });
  return html`<div class="desk-question">
    ${told(text)}
    <button class="button desk-small" type="button" aria-pressed=${question === shown} @click=${press}>
      ${question === shown ? t("Chosen") : t("Choose")}<span class="visually-hidden"> ${text}</span>
    </button>
  </div>`;
}

/** @param {Desk} desk @param {number} place @param {string} name @param {unknown} words */
function part({ now }, place, name, words) {
  const current = now.step === place;
  return html`<li
    class="desk-part"
    ?data-current=${current}
    aria-current=${current ? "step" : nothing}
  >
    <p class="t-small">${name}</p>
    ${words}
  </li>`;
}

/** @param {StepKind} kind @returns {string} */
function stepName(kind) {
  const names = {
    context: t("Context"),
    happened: t("What happened"),
    turn: t("The turning point"),
    now: t("What now"),
  };
  return names[kind];
}
