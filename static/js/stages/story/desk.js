/** @import { StepKind } from "../../protocol.js" */
/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";

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
  const question = desk.desk.question || story.questions[0] || "";
  return html`<ol class="desk-parts" lang=${story.language}>
      ${story.steps.map((step, place) => part(desk, place, stepName(step.kind), step.text))}
      ${part(desk, last, t("The lesson"), story.lesson)}
      ${question ? part(desk, last + 1, t("Then ask the room: people answer aloud"), question) : nothing}
    </ol>`;
}

/** @param {Desk} desk @param {number} place @param {string} name @param {string} text */
function part({ now }, place, name, text) {
  const current = now.step === place;
  return html`<li
    class="desk-part"
    ?data-current=${current}
    aria-current=${current ? "step" : nothing}
  >
    <p class="t-small">${name}</p>
    <p class="t-story" dir="auto">${text}</p>
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
