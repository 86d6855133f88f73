import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { language, t, tn } from "../../core/words.js";
import { bar } from "../../elements/bar.js";
import { stepper } from "../../elements/stepper.js";
import { unchanged } from "../../elements/unchanged.js";
import { vars } from "../../elements/vars.js";
import { spent, votesLeft } from "./phone-ballot.js";
import { ended, seesVoting } from "./phone-ended.js";
import { inBlocks } from "../../participant/blocks.js";
import { quietButton, topRow, trouble } from "../../participant/controls.js";
import { prompted } from "../../participant/prompted.js";
import { toldLesson } from "../../words/told-lesson.js";
import { shuffled } from "../../participant/shuffle.js";

const BLOCK = 5;

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const ballot = here.room.get("ballot");
  if (!ballot) return { body: html`<p>${t("Voting begins in a moment.")}</p>` };
  if (!here.now.collecting || here.now.phase === "ended") return ended(here, ballot);
  seesVoting(here);
  return voting(here, ballot);
}

/**
 * The lessons on this ballot, each device in an order of its own.
 * @param {Here} here @param {Ballot} ballot
 */
function mine(here, ballot) {
  const lessons = ballot.lessons.flatMap((id) => here.room.get(`lessons/${id}`) ?? []);
  return shuffled(lessons, here.kept.secret, ({ id }) => id);
}

/** @param {Here} here @param {Ballot} ballot @returns {Page} */
function voting(here, ballot) {
  if (here.now.phase === "run_off") {
    const body = html`${trouble(here, "vote")} ${runOff(here, mine(here, ballot), votesOf(here))}`;
    return { body, holds: "votes" };
  }
  const words = prompted(here, t("What do we take with us?"));
  const body = html`${topRow(here, words, "t-heading")}
    <p class="t-small">${said(here, ballot)}</p>
    ${toldLesson(here.room, here.room.list("lessons"))}
    ${trouble(here, "vote")}
    <div class="ballots" role="list">
      ${inBlocks(mine(here, ballot), BLOCK).map((lessons) => block(here, ballot, lessons))}
    </div>`;
  return { body, foot: left(here, ballot), holds: "votes" };
}

/** The same words from the first vote to the last, so that no step moves. @param {Here} here @param {Ballot} ballot */
function said({ workshop }, { needed }) {
  const few = t("There is a result if at least {n} people vote.", { n: needed });
  return workshop.votes_hidden ? few
    : `${t("The figures are your votes. The gold line is the room’s.")} ${few}`;
}

/** @param {Here} here @param {Ballot} ballot @param {Lesson[]} lessons */
function block(here, ballot, lessons) {
  return html`<div class="ballot-block" ${vars({ "--rows": lessons.length })}>
    ${repeat(
      lessons,
      ({ id }) => id,
      (lesson) => unchanged(dependsOn(here, ballot, lesson), () => row(here, ballot, lesson)),
    )}
  </div>`;
}

/**
 * All that a row is drawn from: one vote more draws one row of fifty, while some are left.
 * @param {Here} here @param {Ballot} ballot @param {Lesson} lesson
 */
function dependsOn(here, ballot, lesson) {
  const { budget, per_lesson, bars, scale } = ballot;
  const votes = votesOf(here);
  const why = spent(ballot, votes, lesson.id);
  const told = here.why("spent") === `${lesson.id}/${why}`;
  const place = [here.now.round, language(), budget, per_lesson, bars, scale];
  return [...place, lesson, votes[lesson.id], why, told];
}

/** @param {Here} here @returns {Record<string, number>} */
function votesOf(here) {
  return here.kept.votes[here.now.round] ?? {};
}

/** @param {Here} here @param {Ballot} ballot */
function left(here, ballot) {
  const many = ballot.per_lesson < ballot.budget;
  return html`<div class="votes-left">
    <div>
      <p class="t-statement">${leftWords(here, ballot)}</p>
      ${many ?
        html`<p class="t-small">${t("at most {n} on one lesson", { n: ballot.per_lesson })}</p>` : nothing}
      ${struck(ballot)}
    </div>
    ${enough(here)}
  </div>`;
}

/** What left the ballot with a card, and keeps what it was given. @param {Ballot} ballot */
function struck({ struck: n }) {
  if (!n) return nothing;
  return html`<p class="t-small" role="status">${tn(
    "{n} lesson was taken off the screen with its card. Votes on it are spent.",
    "{n} lessons were taken off the screen with their cards. Votes on them are spent.", n)}</p>`;
}

/**
 * For who wants to place no more votes than these. The same once it was pressed, and where all are placed:
 * who steps out says so, too, and nobody is to see it.
 * @param {Here} here
 */
function enough(here) {
  const command = /** @type {const} */ ({ type: "done_voting", round: here.now.round });
  return quietButton(t("That’s all from me"), () => here.tap(command, "done"), "", here.pressed.has("done"));
}

/** @param {Here} here @param {Ballot} ballot */
function leftWords(here, { budget }) {
  const left = votesLeft(budget, votesOf(here));
  return tn("{left} of {n} vote left", "{left} of {n} votes left", budget, { left });
}

/** @param {Here} here @param {Ballot} ballot @param {Lesson} lesson */
function row(here, ballot, lesson) {
  const count = votesOf(here)[lesson.id] ?? 0;
  const why = spent(ballot, votesOf(here), lesson.id);
  return html`<div class="ballot" role="listitem">
    <p class="t-lesson" dir="auto" lang=${lesson.language}>${lesson.text}</p>
    ${stepper({
      count,
      fewer: t("One vote fewer for: {lesson}", { lesson: lesson.text }),
      more: t("One more vote for: {lesson}", { lesson: lesson.text }),
      canTake: count > 0,
      canGive: !why,
      onTake: () => step(here, ballot, lesson, -1),
      onGive: () => step(here, ballot, lesson, 1),
    })}
    ${here.why("spent") === `${lesson.id}/${why}` ? reason(ballot, why) : nothing}
    ${here.workshop.votes_hidden ? nothing : room(ballot, lesson)}
  </div>`;
}

/** @param {Ballot} ballot @param {import("./phone-ballot.js").Spent} why */
function reason(ballot, why) {
  const words =
    why === "at_most"
      ? tn(
          "At most {n} vote goes on one lesson.",
          "At most {n} votes go on one lesson.",
          ballot.per_lesson,
        )
      : t("All your votes are placed. Take one off another lesson first.");
  return html`<p class="t-small ballot-why" role="alert">${words}</p>`;
}

/**
 * What the room has given, as a line with its number at its end; before the first group nothing on it.
 * @param {Ballot} ballot @param {Lesson} lesson
 */
function room({ bars, scale }, lesson) {
  const votes = (bars && lesson.votes) || 0;
  return html`${bar(votes / Math.max(1, scale))}
    <p class="t-small ballot-room">${votes ? t("room {n}", { n: votes }) : "\u00a0"}</p>`;
}

/**
 * One vote more or less than there are now: a second tap may come before the first was drawn.
 * @param {Here} here @param {Ballot} ballot @param {Lesson} lesson @param {1 | -1} by
 */
function step(here, ballot, lesson, by) {
  here.reread();
  const votes = (votesOf(here)[lesson.id] ?? 0) + by;
  const why = by > 0 ? spent(ballot, votesOf(here), lesson.id) : "";
  if (why) here.trouble("spent", `${lesson.id}/${why}`);
  else if (votes >= 0) cast(here, ballot, lesson, votes);
}

/** @param {Here} here @param {Ballot} ballot @param {Lesson} lesson @param {number} votes */
function cast(here, ballot, lesson, votes) {
  here.trouble("spent", "");
  here.send({ type: "vote", round: here.now.round, lesson: lesson.id, votes }, "vote");
  here.news = leftWords(here, ballot);
}

/**
 * One more vote between those that tie: one press places the vote, or moves it.
 * @param {Here} here @param {Lesson[]} tied @param {Record<string, number>} votes this device's
 */
function runOff(here, tied, votes) {
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
