/** @import { Here } from "../../participant/here.js" */
/** @import { Lesson } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { topRow } from "../../participant/controls.js";

/**
 * One more vote between those that tie: one press places the vote, or moves it.
 * @param {Here} here @param {Lesson[]} tied @param {Record<string, number>} votes this device's
 */
export function runOff(here, tied, votes) {
  return html`${topRow(here, t("A tie for the last place"))}
    <h2 class="t-heading run-off-heading">
      <span>${t("One more vote.")}</span> <span>${t("Which one do we take with us?")}</span>
    </h2>
    <div class="run-off" role="list">
      ${repeat(tied, ({ id }) => id, (lesson) => choice(here, lesson, votes))}
    </div>
    <p class="t-small">${t("You have one vote here. Press another lesson to move it.")}</p>
    ${taken(here)}`;
}

/** @param {Here} here @param {Lesson} lesson @param {Record<string, number>} votes */
function choice(here, { id, text, language }, votes) {
  const mine = Boolean(votes[id]);
  return html`<div role="listitem">
    <button class="run-off-choice" type="button" aria-pressed=${mine} @click=${() => place(here, id)}>
      <span class="t-lesson" dir="auto" lang=${language}>${text}</span>
      <span class="t-small">${mine ? html`<span aria-hidden="true">✓</span> ${t("Your vote")}` : t("Vote")}</span>
    </button>
  </div>`;
}

/** Moves the one vote to a lesson; pressed again, it is taken back. @param {Here} here @param {string} id */
function place(here, id) {
  here.reread();
  const { round } = here.now;
  const votes = here.kept.votes[round] ?? {};
  for (const other of Object.keys(votes).filter((one) => votes[one])) {
    here.send({ type: "vote", round, lesson: other, votes: 0 }, "vote");
  }
  if (!votes[id]) here.send({ type: "vote", round, lesson: id, votes: 1 }, "vote");
}

/** What is chosen already. @param {Here} here */
function taken({ room }) {
  const chosen = room.list("lessons").filter((lesson) => lesson.chosen);
  if (!chosen.length) return nothing;
  return html`<section class="run-off-taken">
    <h3 class="t-name">${t("Already chosen")}</h3>
    ${chosen.map(({ text, language }) => html`<p class="t-lesson" dir="auto" lang=${language}>${text}</p>`)}
  </section>`;
}
