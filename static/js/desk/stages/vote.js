/** @import { Ballot, DeskLessonEntry } from "../../protocol.js" */
/** @import { Desk } from "../desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { votedLesson } from "../../elements/bar.js";
import { small } from "../buttons.js";
import { lastVotes } from "../../projector/numbers.js";
import { listed } from "../../words/listed.js";
import { votes } from "../next.js";
import { paperVotes } from "../paper-votes.js";

/** Turnout, bars, and what to do about a tie. @param {Desk} desk */
export function stage(desk) {
  const ballot = desk.room.get("ballot");
  if (!ballot) return html`<p>${t("The ballot is being made.")}</p>`;
  return html`<p class="t-statement">${turnout(desk, ballot)}</p>
    ${tie(desk, ballot)} ${note(desk, ballot)}
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
function turnout({ room, now }, { voted }) {
  const here = room.tick?.here;
  const counted = here && here >= voted
    ? tn("{n} of {here} has voted", "{n} of {here} have voted", voted, { here })
    : tn("{n} has voted", "{n} have voted", voted);
  if (now.phase === "run_off") return t("One more vote: {counted}.", { counted });
  return votes(now) ? `${counted}.` : t("Voting has ended: {counted}.", { counted });
}

/** @param {Desk} desk @param {Ballot} ballot */
function note(desk, ballot) {
  if (!votes(desk.now)) return nothing;
  return html`<p class="t-small">${ballot.bars ? lastVotes() : unseen(desk, ballot)}</p>`;
}

/** Why there is no bar yet. @param {Desk} desk @param {Ballot} ballot */
function unseen({ room, workshop }, { voted }) {
  if (workshop.votes_hidden) return t("The bars are hidden until voting ends.");
  const half = voted > 0 && voted * 2 >= (room.tick?.here ?? Infinity);
  return half
    ? t("So few votes would show whose they are. The bars come with more, or when the voting ends.")
    : t("The bars appear once half of those here have voted.");
}

/** @param {Desk} desk @param {Ballot} ballot */
function tie(desk, { cut_tie: tied }) {
  if (votes(desk.now) || !tied.length) return nothing;
  const { turn } = desk.now;
  const texts = tied.flatMap((id) => desk.room.get(`lessons/${id}`)?.text ?? []);
  return html`<div class="notice">
    <p class="notice-title">${t("These tie for the last place among the three:")}</p>
    <ul>${texts.map((text) => html`<li class="t-cue" dir="auto">${text}</li>`)}</ul>
    <div class="desk-row">
      ${small(t("Take all tied"), () => desk.steer({ type: "take_tied", turn }))}
      ${small(t("One more vote between them"), () => desk.steer({ type: "run_off", turn }))}
    </div>
  </div>`;
}

/** Rows keep their place while voting goes on. @param {Desk} desk @param {Ballot} ballot */
function rows({ room, now }, { lessons, scale, bars }) {
  const found = lessons.flatMap((id) => room.get(`lessons/${id}`) ?? []);
  const sorted = votes(now) ? found : [...found].sort((a, b) => a.rank - b.rank);
  return sorted.map((lesson) => votedLesson({
    text: lesson.text,
    count: bars ? lesson.votes : null,
    full: scale,
    tied: marks(lesson),
  }));
}

/** @param {DeskLessonEntry} lesson */
function marks({ tied, chosen }) {
  return listed([chosen ? t("goes on") : "", tied ? t("tied") : ""]) || null;
}
