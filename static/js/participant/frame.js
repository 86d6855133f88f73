import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { stageLine } from "../elements/seam.js";
import { t } from "../core/words.js";
import { blockedWords } from "../words/blocked.js";
import { stageName } from "../words/stage-names.js";
import { isOpen, lastLine } from "./closed.js";
import { whyOutside } from "./outside.js";
import { openDevice, showsDevice } from "./way-to-device.js";
import { openWayOut, showsWayOut } from "./way-out.js";

/**
 * What a stage gives to the frame: what is read, and what is done with the thumb. The votes that are
 * left lay the foot out in another way.
 * @typedef {object} Page
 * @property {unknown} body @property {unknown} [foot]
 * @property {"votes"} [holds]
 */

/** @param {Here} here */
export function headingOf(here) {
  if (here.forgotten) return t("Forgotten");
  if (showsDevice(here)) return t("Privacy");
  if (showsWayOut(here) && !here.sealed) return t("Step out");
  return here.stage?.name || stageName(here.now.kind);
}

/**
 * A whole screen: where we are, the stage's page, and the last line, which is the same on every phone.
 * The ways off the page are new ones once it is sealed.
 * @param {Here} here @param {Page} page @returns {TemplateResult}
 */
export function frame(here, { body, foot = nothing, holds }) {
  return html`<div class="frame" ?data-own=${isOpen(here, "sent")}>
    ${band(here.workshop)}
    ${head(headingOf(here), ways(here))} ${line(here)}
    <div class="frame-body">${interruption(here)} ${body}</div>
    <footer class="frame-foot" data-holds=${holds ?? nothing}>
      ${lostBand(here)} ${foot} ${unkept(here)}
      ${here.forgotten ? nothing : lastLine(here, connection(here))}
    </footer>
  </div>`;
}

/**
 * Says that the people are pretended, where they are.
 * @param {{trial: boolean, rehearsal: boolean}} workshop
 */
export function band({ trial, rehearsal }) {
  if (!trial) return nothing;
  return html`<p class="band">
    ${rehearsal
      ? t("Rehearsal: these are pretend people. Nothing is kept.")
      : t("Trial: the others are pretend people. Nothing is kept.")}
  </p>`;
}

/** @param {string} heading @param {unknown} [beside] */
export function head(heading, beside = nothing) {
  return html`<header class="frame-head">
    <h1 class="frame-stage" tabindex="-1">${heading}</h1>
    ${beside}
  </header>`;
}

/** Whether the room does not know this phone, or not yet. @param {Here} here */
const isOutside = (here) =>
  here.room.connected === "refused" || whyOutside(here) !== "";

/** The ways off the stage's page, the same for who has stepped out; of another template once it is sealed. @param {Here} here */
function ways(here) {
  const covered = !here.sealed && showsWayOut(here);
  if (here.forgotten || covered || showsDevice(here) || isOutside(here)) return nothing;
  const device = () => openDevice(here);
  const privacy = html`<button class="button-quiet" type="button" @click=${device}>${t("Privacy")}</button>`;
  return here.sealed
    ? html`<span class="frame-ways">${privacy}</span>`
    : html`<span class="frame-ways">${privacy} ${stepOutButton(here)}</span>`;
}

/** @param {Here} here */
function stepOutButton(here) {
  const out = () => openWayOut(here);
  return html`<button class="button-quiet" type="button" @click=${out}>${t("Step out")}</button>`;
}

/** @param {Here} here */
function line(here) {
  const { position, kind } = here.now;
  const left = here.room.clock.remaining();
  const length = (here.stage?.minutes ?? 0) * 60;
  const within = left === null || !length ? 0 : Math.min(1, Math.max(0, 1 - left / length));
  const place = here.sealed || kind === "finish" ? here.stages.length : position;
  return stageLine({ stages: here.stages, position: place, within });
}

/** @param {Here} here */
function interruption(here) {
  const { paused, covered } = here.now;
  if (here.sealed || !(paused || covered)) return nothing;
  const words = paused
    ? t("Paused. The clock has stopped, and what you write is kept.")
    : t("The room’s screen is covered for a moment. Nothing you wrote is lost.");
  return html`<p class="notice">${words}</p>`;
}

/**
 * Above the foot, over the page, so that nothing moves: as plain as it matters, and not at all for
 * a blink.
 * @param {Here} here
 */
function lostBand(here) {
  const words = lostWords(here);
  return words ? html`<p class="frame-lost">${words}</p>` : nothing;
}

/** @param {Here} here @returns {string} "" while there is a connection, or none is needed */
export function lostWords(here) {
  const { connected, refusal } = here.room;
  if (here.sealed || here.forgotten || connected !== "lost" || whyOutside(here)) return "";
  if (refusal === "full") return fullWords();
  if (refusal === "blocked") return blockedWords();
  return t(
    "No connection right now. What you write is kept. The page reconnects on its own. If the room’s screen shows a new " +
      "address, scan the code again.",
  );
}

const fullWords = () =>
  t(
    "The server has as many connections as it can hold. What you wrote is kept on this phone, and " +
      "the page tries again on its own.",
  );

/** Where a browser keeps nothing, no draft is kept. @param {Here} here */
function unkept({ lasting, forgotten, sealed }) {
  if (lasting || forgotten || sealed) return nothing;
  return html`<p class="t-small">${t("This browser saves nothing: leave the page open.")}</p>`;
}

/** What is on its way from this phone is no other's business. @param {Here} here */
export function connection(here) {
  const { connected, refusal } = here.room;
  if (here.sealed || connected === "refused") return "";
  if (connected === "connected") return t("Connected.");
  if (refusal === "many") return t("Connecting.");
  if (whyOutside(here) === "full") return t("This phone waits for a place.");
  return connected === "lost" ? t("Not connected.") : t("Connecting.");
}
