import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { votedLesson } from "../../elements/bar.js";
import { quiet, small } from "../../desk/buttons.js";
import { countSentence } from "../../projector/numbers.js";
import { listed } from "../../words/listed.js";
import { tooFewWords } from "../../words/too-few-votes.js";
import { decidedWords } from "./words.js";
import { decide, votes } from "../../desk/next.js";
import { FEW_DEVICES, PAPER_VOTES } from "../../rules/for-desks.js";
import { status } from "../../desk/paper-card.js";

/** The turnout. @param {Desk} desk */
export function heading(desk) {
  const ballot = desk.room.get("ballot");
  return ballot ? turnout(desk, ballot) : t("The ballot is being prepared.");
}

/** What the bars show, while votes are placed. @param {Desk} desk */
export function sentence(desk) {
  const ballot = desk.room.get("ballot");
  if (!ballot) return nothing;
  if (!votes(desk.now)) {
    const few = tooFewWords(ballot);
    return html`${few ? html`<p class="t-second">${few}</p>` : nothing} ${mayWrite(desk)}`;
  }
  return html`<p class="t-second">${ballot.bars ? counted() : unseen(desk, ballot)}</p>`;
}

/** What phones offer from now on, and nobody else in the room sees. @param {Desk} desk */
function mayWrite({ room }) {
  const { to = [] } = room.get("letters") ?? {};
  if (!to.length) return nothing;
  return html`<p class="t-second">
    ${t("Until the finish, phones can write one line to the teller.")}
    ${t("You read these letters after the workshop, if enough people wrote one.")}
  </p>`;
}

/** Bars, and what to do about a tie. @param {Desk} desk */
export function stage(desk) {
  const ballot = desk.room.get("ballot");
  if (!ballot) return html``;
  return html`${tie(desk, ballot)}
    <ol class="desk-votes">
      ${rows(desk, ballot)}
    </ol>
    ${offTheBallot(desk)} ${paperVotes(desk, ballot)}`;
}

/** The lessons that the room does not vote on, by name. @param {Desk} desk */
function offTheBallot({ room }) {
  const off = room.list("lessons").filter((one) => one.left_out && !one.parent);
  if (!off.length) return nothing;
  return html`<section aria-labelledby="desk-off-ballot">
    <h3 class="t-name" id="desk-off-ballot">${t("Not on the ballot")}</h3>
    <ul>
      ${off.map(({ text, language }) => (
        html`<li class="t-cue" lang=${language} dir="auto">${text}</li>`))}
    </ul>
  </section>`;
}

/** @param {Desk} desk @param {Ballot} ballot */
function turnout({ now }, { complete, voted, devices }) {
  if (!votes(now)) {
    const counted = tn("{n} of {devices} voted", "{n} of {devices} voted", voted, { devices });
    return t("Voting has ended: {counted}.", { counted });
  }
  if (!devices && !complete) return t("No phone is here to vote.");
  const counted = countSentence(complete ?? 0, devices);
  return now.phase === "run_off" ? t("One more vote: {counted}.", { counted }) : `${counted}.`;
}

/** The bars are one group of voters behind. */
const counted = () => (
  t("All votes are counted when voting ends.")
);

/** Why there is no bar yet, and what an end would show now. @param {Desk} desk @param {Ballot} ballot */
function unseen(desk, ballot) {
  return [untilResult(desk, ballot), untilBars(desk, ballot)].join(" ");
}

/** @param {Desk} desk @param {Ballot} ballot */
function untilResult({ desk: { ballots, result_kept: kept } }, { needed }) {
  const until = kept ? t("The earlier result is kept unless at least {needed} people vote differently this time.", { needed })
    : t("There is no result until at least {needed} have voted.", { needed });
  if (!ballots) return `${t("Nobody has voted yet.")} ${until}`;
  return kept || ballots < needed
    ? `${tn("{n} person has voted.", "{n} people have voted.", ballots)} ${until}` : "";
}

/** @param {Desk} desk @param {Ballot} ballot */
function untilBars({ now, workshop, desk: { result_kept: kept } }, { devices, needed }) {
  if (workshop.votes_hidden) return t("The bars are hidden until voting ends.");
  if (kept || devices < FEW_DEVICES || now.phase === "run_off") return t("The bars appear when voting ends.");
  return t("The bars appear once {needed} people have voted.", { needed });
}

/** @param {Desk} desk @param {Ballot} ballot */
function tie(desk, { cut_tie: tied }) {
  if (votes(desk.now) || !tied.length) return nothing;
  const { others } = decide(desk.standing);
  const texts = tied.flatMap((id) => desk.room.get(`lessons/${id}`)?.text ?? []);
  return html`<div class="notice">
    <p class="notice-title">${t("These are tied for the last place:")}</p>
    <ul>${texts.map((text) => html`<li class="t-cue" dir="auto">${text}</li>`)}</ul>
    ${others.map((other) => small(other.label, () => desk.follow(other)))}
  </div>`;
}

/** Rows keep their place while voting goes on. @param {Desk} desk @param {Ballot} ballot */
function rows({ room, now }, ballot) {
  const { lessons, scale, bars } = ballot;
  const found = lessons.flatMap((id) => room.get(`lessons/${id}`) ?? []);
  const sorted = votes(now) ? found : [...found].sort((a, b) => a.rank - b.rank);
  return sorted.map((lesson) => votedLesson({
    text: lesson.text,
    count: bars ? lesson.votes : null,
    full: scale,
    tied: marks(lesson, found, ballot),
  }));
}

/** @param {DeskLessonEntry} lesson @param {DeskLessonEntry[]} all @param {Ballot} ballot */
function marks(lesson, all, ballot) {
  const { tied, chosen } = lesson;
  return listed([chosen ? t("chosen") : "", tied ? t("tied") : "", decidedWords(lesson, all, ballot)]) || null;
}

/**
 * The votes on paper: one number for each lesson, as it was typed.
 * @param {Desk} desk @param {Ballot} ballot
 */
function paperVotes(desk, { lessons }) {
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
