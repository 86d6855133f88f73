/** @import { Answers, SealCheck } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { keptWords } from "../../words/summary-keeps.js";
import { cueOf } from "../../desk/cues.js";
import { keptAndErasedLists } from "./desk-lists.js";
import { pulse } from "./desk-pulse.js";
import { nextMeeting } from "../../desk/next-meeting.js";
import { formats } from "../../desk/save-summary.js";
import { whyNotSealed } from "../../desk/troubles.js";
import { stageLine } from "../../elements/seam.js";
import { promise } from "../../projector/parts.js";
import { whoAndWhen } from "../../desk/who-and-when.js";

/** Once all else is erased: what the summary is of. @param {Desk} desk */
export const heading = ({ room, workshop }) => (room.get("finish")?.sealed ? workshop.title : "");

/** What is kept, at the end; before that the cue, whose place has what goes. @param {Desk} desk */
export function sentence(desk) {
  if (desk.now.phase === "sealed") return html`<p>${keptWords(desk.room)}</p>`;
  if (desk.over) return nothing;
  return html`<p class="t-cue" dir="auto">${cueOf(desk)}</p>`;
}

/** The ways to have the summary. @param {Desk} desk */
export const controls = (desk) => (desk.now.phase === "sealed" ? formats(desk) : nothing);

/** The answers, then the seal, then where the summary is. @param {Desk} desk */
export function stage(desk) {
  const finish = desk.room.get("finish");
  if (!finish) return html`<p>${t("The summary is being prepared.")}</p>`;
  const report = desk.room.get("seal");
  if (finish.sealed) {
    return html`${keptSheet(desk, finish)} ${letters(desk, finish)} ${answersKept()} ${report ? found(desk, report) : nothing}`;
  }
  if (report) return notSealed(desk, report);
  return html`${keptAndErasedLists(desk)} ${nextMeeting(desk)} ${draft(desk)}
    ${answers(desk, finish)} ${pulse(desk)}`;
}

/** Where those who have the desk to themselves read what phones wrote to the teller. @param {Desk} desk @param {Finish} finish */
function letters({ whole, workshop }, { letters: to }) {
  if (!whole || !to.length) return nothing;
  return html`<p>
    <a href="/desk/${workshop.id}/letters/">${t("Letters to the teller")}</a>
    <span class="t-small">${t("You decide which of them the teller reads. That page says until when.")}</span>
  </p>`;
}

/** @param {Desk} desk */
function draft({ workshop }) {
  return html`<p>
    <a href="/desk/${workshop.id}/draft/" target="_blank" rel="noopener">
      ${t("Draft summary")}
    </a>
  </p>`;
}

/** @param {Desk} desk @param {SealReport} report */
function notSealed(desk, report) {
  return html`<div class="notice" role="alert">
      <p class="notice-title">${t("Not everything is erased yet.")}</p>
      <p>${whyNotSealed(report.trouble)}</p>
      <p>${t("The server tries again every few seconds and when it starts.")}</p>
    </div>
    ${found(desk, report)}`;
}

/** What was found when it was last looked, line by line. @param {Desk} desk @param {SealReport} report */
function found({ workshop, several }, { checks }) {
  const [so, notYet] = several ? [SO_IN_ROWS, NOT_YET_IN_ROWS] : [SO, NOT_YET];
  const told = checks.filter(({ name }) => !((several && name === "beside") || (workshop.trial && name === "summary")));
  return html`<h2 class="t-name">
      ${several ? t("Just checked on this server") : t("Just checked on this computer")}
    </h2>
    <ul class="desk-seal">
      ${told.map(({ name, holds }) => html`<li class=${holds ? "is-so" : "is-not-yet"}>
        ${holds ? so[name]() : notYet[name]()}
      </li>`)}
    </ul>`;
}

/** @type {Record<SealCheck["name"], () => string>} */
const SO = {
  summary: () => t("The summary is saved."),
  key: () => t("The key is destroyed: no copy can be read any more, wherever it is."),
  file: () => t("The workshop’s file is gone."),
  beside: () => t("No journal or temporary file is left beside it."),
  ways_in: () => t("Its code, links and sign-ins are gone."),
};

/** @type {Record<SealCheck["name"], () => string>} */
const NOT_YET = {
  summary: () => t("Not yet: the summary is not saved."),
  key: () => t("Not yet: the key is still there."),
  file: () => t("Not yet: the workshop’s file is still there."),
  beside: () => t("Not yet: a journal or a temporary file is still there."),
  ways_in: () => t("Not yet: its code, links and sign-ins come last."),
};

/** The same for a server on several machines: a database has rows, and a log of all changes. */
const SO_IN_ROWS = {
  ...SO,
  key: () => t("The key is destroyed. Within 48 hours no copy can be read any more."),
  file: () => t("The workshop is deleted from the database."),
};

const NOT_YET_IN_ROWS = {
  ...NOT_YET,
  file: () => t("Not yet: the workshop is still in the database."),
};

/** Why no answer shows yet: how many have answered is nobody's to know, not even the desk's. */
const answersWhen = () => t("Answers appear once five people have answered.");

/** Where the question is asked for nothing. */
const answersNever = () => t("Fewer than five are here: no answer is shown or kept.");

/** Why a summary may have no answers. */
const answersKept = () => html`<p class="t-small">
  ${t("The summary shows the answers to a question if at least five people answered it. If fewer " +
    "answered, the answers are erased.")}
</p>`;

/** @param {Desk} desk @param {Finish} finish */
function answers({ agenda, now, room }, { worth, use }) {
  if (!worth && !use) {
    const few = room.tick?.few ?? now.few;
    return html`<p class="t-small">${few ? answersNever() : answersWhen()}</p>`;
  }
  const { prompt = "", second_prompt: second = "" } = agenda.stages[now.position] ?? {};
  return html`<h3 class="t-name">${t("How people in this room answered")}</h3>
    <dl class="desk-answers">
      ${worth ? answered(prompt || t("Was this worth your time?"), worth) : nothing}
      ${use ? answered(second || t("Did you hear something you can use?"), use) : nothing}
    </dl>`;
}

/** @param {string} question @param {Answers} counts */
function answered(question, counts) {
  const { yes, partly, no } = counts;
  return html`<dt dir="auto">${question}</dt>
    <dd class="t-figures">${t("yes {yes}, partly {partly}, no {no}", { yes, partly, no })}</dd>`;
}

/** What the room takes along, on one sheet below its line. @param {Desk} desk @param {Finish} finish */
function keptSheet({ agenda: { stages } }, { lessons, commitments }) {
  return html`<div class="desk-kept">
    ${stageLine({ stages, position: lessons.length ? stages.length : -1 })}
    ${lessons.length
      ? html`<ol class="desk-kept-lessons">
          ${lessons.map((lesson) => html`<li class="t-lesson" dir="auto">${lesson}</li>`)}
        </ol>`
      : html`<p class="t-lesson">${t("No lesson was chosen.")}</p>`}
    ${commitments.length ? promises(commitments) : nothing}
  </div>`;
}

/** @param {Finish["commitments"]} commitments */
const promises = (commitments) => html`<h2 class="t-heading">${t("What we took on")}</h2>
  <ul class="desk-kept-promises">
    ${commitments.map((one) => html`<li>${promise("t-cue", one)} ${whoAndWhen(one)}</li>`)}
  </ul>`;
