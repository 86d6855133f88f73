/** @import { Ballot, DeskLessonEntry } from "../../protocol.js" */
/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { quiet } from "../../desk/buttons.js";
import { votes } from "../../desk/next.js";
import { status } from "../../desk/paper-card.js";
import { PAPER_VOTES } from "../../rules/for-desks.js";

/**
 * The votes on paper: one number for each lesson, as it was typed.
 * @param {Desk} desk @param {Ballot} ballot
 */
export function paperVotes(desk, { lessons }) {
  if (desk.workshop.remote || !votes(desk.now)) return nothing;
  const found = lessons.flatMap((id) => desk.room.get(`lessons/${id}`) ?? []);
  const open = desk.paper.open.votes || found.some((lesson) => shownFor(desk, lesson) !== "0");
  return html`<section class="desk-paper" aria-labelledby="desk-paper-votes">
    <h2 class="t-name" id="desk-paper-votes">${t("On paper")}</h2>
    ${open
      ? html`<p class="t-small">${note()}</p>
          <ul class="desk-paper-votes">${found.map((lesson) => row(desk, lesson))}</ul>`
      : quiet(t("Type in paper votes"), () => begin(desk, found))}
    ${status(desk.paper.said.votes)}
  </section>`;
}

const note = () =>
  t("How many paper votes each lesson has. They join the bars when the bars next move, or at the " +
    "end.");

/** @param {Desk} desk @param {DeskLessonEntry[]} found */
function begin(desk, [first]) {
  desk.change(({ paper }) => (paper.open.votes = true));
  if (first) document.getElementById(idOf(first))?.focus();
}

/** @param {DeskLessonEntry} lesson */
const idOf = ({ id }) => `desk-paper-${id}`;

/** @param {Desk} desk @param {DeskLessonEntry} lesson */
function shownFor({ paper, now }, { id, paper: stored }) {
  return paper.typedVotes(now.round, id) ?? String(stored);
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson */
function row(desk, lesson) {
  return html`<li class="desk-paper-vote">
    <label class="t-lesson" for=${idOf(lesson)} lang=${lesson.language} dir="auto">
      ${lesson.text}
    </label>
    <input
      class="field-input t-figures"
      id=${idOf(lesson)}
      type="number"
      inputmode="numeric"
      min="0"
      max=${PAPER_VOTES}
      step="1"
      .value=${shownFor(desk, lesson)}
      @input=${(/** @type {Event} */ event) => typed(desk, lesson, event)}
      @change=${(/** @type {Event} */ event) => changed(desk, lesson, event)}
    />
  </li>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {Event} event */
function typed({ paper, now }, { id }, event) {
  paper.typeVotes(now.round, id, valueOf(event));
}

/** An empty field means none; what is no number of votes is said and not sent.
 * @param {Desk} desk @param {DeskLessonEntry} lesson @param {Event} event */
function changed(desk, { id }, event) {
  const count = Number(valueOf(event) || 0);
  const fits = Number.isInteger(count) && count >= 0 && count <= PAPER_VOTES;
  desk.change(({ paper, now }) => {
    if (fits) paper.sendVotes(now.round, id, count);
    else paper.said.votes = t("Paper votes must be a whole number from 0 to {most}.", { most: PAPER_VOTES });
  });
}

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement} */ (event.target).value;
