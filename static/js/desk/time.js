import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { nearness } from "../core/nearness.js";
import { language, t, tn } from "../core/words.js";
import "../elements/stage-clock.js";
import { small } from "./buttons.js";
import { cueOf } from "./cues.js";
import { door } from "./door.js";
import { trialWords } from "../words/summary-keeps.js";
import { following } from "./stages-around.js";
import { moveOnWords } from "./move-on.js";
import { nameAt, placeOf } from "./stage-at.js";
import { ends } from "./next.js";
import { plan, savings } from "./plan.js";
import { thereFor } from "./save-summary.js";
import { dayInWords } from "../projector/sentences.js";
import { PRETEND_FEWEST, PRETEND_MOST, PRETEND_USUAL } from "../rules/for-desks.js";

/**
 * The clock, whether the workshop is ahead or behind, the cue, how many are here, and the way to a
 * rehearsal.
 * @param {Desk} desk
 */
export function time(desk) {
  return html`<aside class="desk-time" aria-label=${t("Time")}>
    ${desk.over ? nothing : [clock(desk), plan(desk), cue(desk), savings(desk)]}
    ${desk.now.phase === "sealed" ? sealed(desk) : nothing} ${here(desk)} ${rehearse(desk)}
  </aside>`;
}

/** Where the time stood. @param {Desk} desk */
function sealed(desk) {
  const { workshop, room } = desk;
  return html`<div class="desk-sealed">
    <p class="t-heading">
      ${room.get("finish")?.letters.length
        ? t("Done. Everything is erased except the summary and the letters.")
        : t("Done. Everything is erased except the summary.")} ${trialWords(workshop)}
    </p>
    <p class="t-small">
      ${thereFor(desk)}
    </p>
    ${due(desk)}
  </div>`;
}

/** When the team sees what became of it. @param {Desk} desk */
function due({ workshop, whole, room }) {
  const days = (room.get("finish")?.commitments ?? []).flatMap(({ by }) => by || []).sort();
  const last = days.at(-1);
  if (!last || !whole || workshop.trial) return nothing;
  const day = dayInWords(last, language());
  return html`<p class="desk-due t-small">
    ${tn("{n} commitment is due by {day}.", "{n} commitments are due by {day}.", days.length, { day })}
    <a href="/desk/new?follow=${workshop.id}">${t("Plan the follow-up")}</a>
  </p>`;
}

/** @param {Desk} desk */
function clock(desk) {
  if (ends(desk.now)) return lastCall(desk);
  const left = desk.left;
  const near = started(desk) ? nearness(left, wholeOf(desk)) : "";
  return html`<div class="desk-clock" data-near=${near || nothing} ?data-hundreds=${Math.abs(left) > 5999}>
    <stage-clock
      class="t-clock"
      over="count"
      .format=${left <= 0 ? "+{time}" : "{time}"}
      .remaining=${left}
      .running=${!desk.now.paused && desk.now.ends_at !== null}
    ></stage-clock>
    <p class="t-small">${clockWords(desk, left)}</p>
    ${nearWords(near, moveOnWords(desk))}
    <div class="desk-row">
      ${small(pauseWords(desk), () => pause(desk))}
      ${started(desk) ? small(t("Add one minute"), () => more(desk)) : nothing}
    </div>
  </div>`;
}

/** The seconds that a stage has by its agenda. @param {Desk} desk */
const wholeOf = ({ agenda, now }) => (agenda.stages[now.position]?.minutes ?? 0) * 60;

/** @param {ReturnType<typeof nearness>} near @param {string} moveOn */
function nearWords(near, moveOn) {
  if (!near && !moveOn) return nothing;
  const words = moveOn || (near === "soon" ? t("Time to wrap up.") : t("The last few moments."));
  return html`<p class="desk-near t-small"><strong>${words}</strong></p>`;
}

/** The seconds that drafts have, in the place of the stage's. @param {Desk} whole */
function lastCall(whole) {
  const { now, agenda, room, desk } = whole;
  const left = Math.max(0, (now.last_call_ends_at ?? 0) - room.clock.now());
  const place = placeOf(agenda, now.going_to);
  const next = place === now.position ? t("the answers") : nameAt(agenda, place);
  return html`<div class="desk-clock">
    <stage-clock class="t-clock" over="count" .remaining=${left} .running=${left > 0}></stage-clock>
    <p class="t-small">${now.phase === "few"
      ? t("left to withdraw cards, then {next}", { next })
      : t("left to send drafts, then {next}", { next })}</p>
    ${desk.can_last_longer ? small(t("Add one minute"), () => more(whole)) : nothing}
  </div>`;
}

/** @param {Desk} desk @param {number} left */
function clockWords(desk, left) {
  const { now, agenda } = desk;
  const after = following(agenda, now.position, desk.desk.skipped);
  const names = { stage: nameAt(agenda, now.position), next: nameAt(agenda, after) };
  if (!started(desk)) return t("{stage}, not started", names);
  if (now.paused) return t("{stage}, paused", names);
  if (left <= 0) return t("{stage}, over time", names);
  return names.next ? t("{stage}, then {next}", names) : names.stage;
}

/** Whether the stage's clock has been started, be it paused. @param {Desk} desk */
function started({ now }) {
  return now.paused || now.ends_at !== null;
}

/** @param {Desk} desk */
function pauseWords(desk) {
  if (!started(desk)) return t("Start the clock");
  return desk.now.paused ? t("Resume") : t("Pause");
}

/** @param {Desk} desk */
function pause(desk) {
  desk.steer({ type: "pause", turn: desk.now.turn, on: desk.now.ends_at !== null });
}

/** @param {Desk} desk */
function more(desk) {
  desk.steer({ type: "more_time", turn: desk.now.turn });
}

/** @param {Desk} desk */
function cue(desk) {
  const words = cueOf(desk);
  if (!words) return nothing;
  return html`<div class="desk-cue">
    <h2 class="visually-hidden">${t("Cue")}</h2>
    <p class="t-cue" dir="auto">${words}</p>
  </div>`;
}

/** @param {Desk} desk */
function here(desk) {
  const words = desk.over ? "" : hereWords(desk);
  return html`<div class="desk-here">
    ${words ? html`<p class="t-name">${words}</p>` : nothing} ${ballots(desk)}
    ${desk.workshop.door_closed && !desk.over ? html`<p class="t-small">${t("The door is closed.")} ${door(desk)}</p>` : nothing}
    <p class=${desk.line === "connected" ? "visually-hidden" : "t-small"} role="status">${connection(desk)}</p>
  </div>`;
}

/** A desk that hears nothing knows of nobody. @param {Desk} desk */
function hereWords({ room, line }) {
  const count = room.tick?.here;
  if (line === "lost") return t("It is not known right now how many are here.");
  if (count == null) return "";
  return count ? tn("{n} is here", "{n} are here", count) : t("Nobody is here yet");
}

/** @param {Desk} desk */
function connection({ line }) {
  if (line === "connected") return t("This desk is connected.");
  return line === "lost" ? t("Connection lost.") : t("This desk is connecting.");
}

/**
 * Devices are counted, not people: more ballots than devices means that some were used twice.
 * @param {Desk} desk
 */
function ballots({ now, desk, most }) {
  if (now.kind !== "vote") return nothing;
  if (desk.here_before) return html`<p class="t-name">${farMore(desk.ballots, desk.here_before)}</p>`;
  if (desk.ballots <= most) return nothing;
  const words = tn("{n} ballot, at most {most} devices here at once",
    "{n} ballots, at most {most} devices here at once", desk.ballots, { most });
  return html`<p class="t-small">${words}</p>`;
}

/** @param {number} ballots @param {number} before */
function farMore(ballots, before) {
  const voted = tn("{n} device has voted; before the vote at most {before} were here.",
    "{n} devices have voted; before the vote at most {before} were here.", ballots, { before });
  return `${voted} ${t("If you are not that many, do not rely on this result: ask for a show of hands.")}`;
}

/** The facilitator's own phone, which tries the way in. */
const OWN = 1;

/**
 * The way to a copy of this workshop, in which pretend people take part; before it has begun and
 * before people wait for it. An ordinary form: it leads to the desk of the copy.
 * @param {Desk} desk
 */
function rehearse({ workshop, now, over, whole, room }) {
  if (workshop.trial || now.position > 0 || over || !whole) return nothing;
  if ((room.tick?.here ?? 0) > OWN) return nothing;
  return html`<form class="desk-rehearse" method="post" action="/desk/${workshop.id}/rehearse">
    <div class="desk-rehearse-row">
      <button class="button desk-small" type="submit" aria-describedby="desk-rehearse-hint">
        ${t("Rehearse it first")}
      </button>
      <label class="t-small" for="desk-rehearse-people">${t("with this many pretend people")}</label>
      <input
        class="field-input"
        id="desk-rehearse-people"
        name="people"
        type="number"
        inputmode="numeric"
        min=${PRETEND_FEWEST}
        max=${PRETEND_MOST}
        value=${PRETEND_USUAL}
        required
      />
    </div>
    <p class="t-small" id="desk-rehearse-hint">
      ${t("They go through a copy of this workshop. Nothing carries over into this one.")}
    </p>
  </form>`;
}
