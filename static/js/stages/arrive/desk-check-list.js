/** @import { Desk } from "../../desk/desk.js" */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { tick } from "../../elements/tick.js";
import { setTicked, ticked } from "./desk-checks.js";

/** @typedef {[name: string, text: string]} Check */

/** What a facilitator looks at before people come. @param {Desk} desk */
export function checkList(desk) {
  const { id } = desk.workshop;
  return html`<fieldset class="desk-checks">
    <legend class="t-name">${t("Before you start")}</legend>
    ${checksFor(desk).map(([name, text]) => tick({
      text,
      name: `check-${name}`,
      ticked: ticked(id, name) || (name === "reached" && desk.desk.reached),
      onTick: (on) => desk.change(() => setTicked(id, name, on)),
    }))}
  </fieldset>`;
}

/** @param {Desk} desk @returns {Check[]} */
function checksFor(desk) {
  const { remote, hybrid } = desk.workshop;
  if (hybrid) return inBoth(desk);
  return remote ? inACall(desk) : inARoom(desk);
}

/** What a room asks for, and what the call asks for besides. @param {Desk} desk @returns {Check[]} */
function inBoth(desk) {
  const room = inARoom(desk);
  const known = new Set(room.map(([name]) => name));
  const call = inACall(desk).filter(([name]) => name === "screen" || !known.has(name));
  const beside = call.map(([name, text]) => /** @type {Check} */ ([`call-${name}`, text]));
  return [...room, ...beside, [
    "call-sound", t("People in the call can hear the room, and the room can hear them."),
  ]];
}

/** @param {Desk} desk @returns {Check[]} */
function inARoom(desk) {
  return [
    awake(),
    ["quiet", t("Do Not Disturb is on, and the laptop’s sound is off.")],
    ["screen", t("The screen is extended, not mirrored: the room sees the other window.")],
    ...reached(desk),
    ["paper", t("There is a paper card and a pen on every seat.")],
    ...people(desk),
  ];
}

/** @param {Desk} desk @returns {Check[]} */
function inACall(desk) {
  return [
    ["link", t("The join link is in the invitation or the chat.")],
    ["screen", t("In the call you share the window “ROOM SCREEN, share this”, not “PRIVATE DESK”.")],
    ...(has(desk, "talk") ? [breakouts()] : []),
    awake(),
    ["quiet", t("Do Not Disturb is on: the call sees notifications too.")],
    ...people(desk),
  ];
}

/** @returns {Check} */
const awake = () => (
  ["awake", t("The laptop is plugged in, stays open and will not go to sleep.")]
);

/** People who are pretended have no phones. @param {Desk} desk @returns {Check[]} */
const reached = ({ workshop: { trial } }) =>
  trial ? [] : [["reached", t("A phone has opened the page with the code.")]];

/** @returns {Check} */
const breakouts = () => (
  ["breakouts", t("Breakout rooms are ready: pairs first, then groups of four.")]
);

/** @param {Desk} desk @returns {Check[]} */
function people(desk) {
  /** @type {Check[]} */
  const leader = desk.room.get("leader")?.name && has(desk, "go_first")
    ? [["leader", t("The person going first knows about it.")]]
    : [];
  return [
    ...leader,
    ["pass", t("You know what to say if someone does not want to take part.")],
  ];
}

/** @param {Desk} desk @param {string} kind */
const has = ({ agenda }, kind) => agenda.stages.some((stage) => stage.kind === kind);
