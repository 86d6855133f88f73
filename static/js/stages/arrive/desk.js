import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { copyRow } from "../../desk/copy-row.js";
import { leaderLink } from "../../desk/leader-link.js";
import { leadByPhone } from "./desk-lead-by-phone.js";
import { reachHelp } from "./desk-reach-help.js";
import { waysIn } from "./desk-ways-in.js";
import { tick } from "../../elements/tick.js";
import { CHECKS } from "../../core/places.js";
import { keepWifi, mayKeep } from "../../core/kept-wifi.js";
import { small } from "../../desk/buttons.js";
import { WIFI_PASSWORD } from "../../rules/for-desks.js";
import { NOTE } from "../../rules/for-phones.js";
import { stage as unclear } from "../ground-rules/desk.js";

/** What to check, and the ways in. @param {Desk} desk */
export function stage(desk) {
  if (desk.now.collecting) return html`${rules(desk)} ${unclear(desk)}`;
  return html`${leadByPhone(desk)} ${checkList(desk)} ${written(desk)}
    <div class="desk-folded">
      ${reachHelp(desk)} ${folded(t("More checks"), moreChecks(desk))}
      ${folded(desk.workshop.remote ? t("Join link, print") : t("Wi-Fi, join link, print"), links(desk))}
    </div>`;
}

/** What not everybody needs. @param {string} words @param {unknown} more */
const folded = (words, more) => html`<details class="desk-all">
  <summary class="button-quiet">${words}</summary>
  <div class="desk-stack">${more}</div>
</details>`;

/** What the room sees on its second page, to be read aloud without turning round. @param {Desk} desk */
function rules({ room }) {
  const { purpose = "", rules: all = [], scope = "", policy = "" } = room.get("rules") ?? {};
  return html`<p class="t-cue" dir="auto">${purpose}</p>
    <ol class="desk-rules">${all.map((rule) => html`<li class="t-cue" dir="auto">${rule}</li>`)}</ol>
    <p dir="auto">${scope}</p> <p dir="auto">${policy}</p>
    <p class="t-name">${t("If someone asks “Is it anonymous?”, say:")}</p>
    <p class="t-cue">${t("No screen shows who wrote a card, not even mine. Someone who spies on my computer or the Wi-Fi could find out. So leave out names.")}</p>`;
}

/** @param {Desk} desk */
export const heading = ({ now }) => (now.collecting ? t("Read the rules aloud") : t("Can phones connect?"));

/** Whether phones reach this server, beside what they should reach it by. @param {Desk} desk */
export const controls = (/** @type {Desk} */ desk) => (desk.now.collecting ? nothing : waysIn(desk));

/** @param {Desk} desk */
function links(desk) {
  const { join_url: join, remote } = desk.workshop;
  return html`${copyRow(desk, { name: "join", label: t("Join link"), link: join })}
    ${leaderLink(desk)} ${remote ? nothing : wifi(desk)}
    <p><a class="button-quiet" href="/desk/${desk.workshop.id}/before" target="_blank" rel="noopener"
      >${t("Tell the team, and print")}</a></p>`;
}

/** What the leader wrote so far, folded up: somebody may look over a shoulder. @param {Desk} desk */
function written(desk) {
  const { name, text, language } = desk.room.get("leader") ?? {};
  if (!text) return nothing;
  return html`<details class="desk-harm">
    <summary class="button-quiet">${t("{name} has written a story: read it", { name: name ?? "" })}</summary>
    <p class="t-cue desk-long" lang=${language ?? ""} dir="auto">${text}</p>
  </details>`;
}

/** @typedef {[name: string, text: string]} Check */

/** So many checks are in view. */
const FIRST_CHECKS = 2;

/** What a facilitator looks at before people come. @param {Desk} desk */
function checkList(desk) {
  return html`<fieldset class="desk-checks">
    <legend class="visually-hidden">${t("Before you start")}</legend>
    ${checksFor(desk).slice(0, FIRST_CHECKS).map((check) => checked(desk, check))}
  </fieldset>`;
}

/** @param {Desk} desk */
const moreChecks = (desk) => checksFor(desk).slice(FIRST_CHECKS).map((check) => checked(desk, check));

/** @param {Desk} desk @param {Check} check */
function checked(desk, [name, text]) {
  const { id } = desk.workshop;
  return tick({
    text,
    name: `check-${name}`,
    ticked: ticked(id, name) || (name === "reached" && desk.desk.reached),
    onTick: (on) => desk.change(() => setTicked(id, name, on)),
  });
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
    ["quiet", t("Sound and notifications are off.")],
    ["paper", t("Paper cards and pens are ready.")],
    ["screen", t("The screen is extended, not mirrored: the room sees the other window.")],
    ...reached(desk),
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
    ["quiet", t("Notifications are off: the call sees them, too.")],
    ...people(desk),
  ];
}

/** @returns {Check} */
const awake = () => (
  ["awake", t("The laptop is plugged in and stays awake.")]
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

/** What is ticked, also where the browser keeps nothing. @type {Map<string, boolean>} */
const kept = new Map();

/** @param {string} workshop @param {string} name */
function ticked(workshop, name) {
  const key = keyOf(workshop, name);
  return kept.get(key) ?? stored((store) => store.getItem(key)) === "on";
}

/**
 * Ticks a line of the check list; a reload keeps it.
 * @param {string} workshop @param {string} name @param {boolean} on
 */
function setTicked(workshop, name, on) {
  const key = keyOf(workshop, name);
  kept.set(key, on);
  stored((store) => store.setItem(key, on ? "on" : ""));
}

/** @param {string} workshop @param {string} name */
const keyOf = (workshop, name) => `${CHECKS}${workshop}:${name}`;

/** @template T @param {(store: Storage) => T} use */
function stored(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

class WifiForm {
  isOpen = false;
}

/** The room's Wi-Fi, and the way to change it. @param {Desk} desk */
function wifi(desk) {
  const known = desk.room.get("wifi");
  if (desk.atStage(WifiForm).isOpen) return form(desk, known);
  return html`<div class="desk-wifi">
    <h3 class="t-name">${t("Wi-Fi for the room")}</h3>
    <p>${known ? words(known) : t("No Wi-Fi is shown.")}</p>
    ${small(known ? t("Change the Wi-Fi") : t("Show a Wi-Fi network"), () => opens(desk, true))}
  </div>`;
}

/** @param {Desk} desk @param {boolean} isOpen */
function opens(desk, isOpen) {
  desk.change((own) => (own.atStage(WifiForm).isOpen = isOpen));
}

/** @param {Wifi} wifi */
function words({ name, password, shown, qr }) {
  if (!qr.length) return name;
  if (!password) return t("{name}, an open network", { name });
  return shown
    ? t("{name}, with its password as text and as a code", { name })
    : t("{name}, with its password as a code only", { name });
}

/** @param {Desk} desk @param {Wifi | undefined} known */
function form(desk, known) {
  return html`<form
    class="desk-wifi desk-wifi-form"
    @submit=${(/** @type {SubmitEvent} */ event) => keep(desk, event)}
  >
    <h3 class="t-name">${t("Wi-Fi for the room")}</h3>
    ${field("name", t("Wi-Fi name"), known?.name ?? "")}
    ${field("password", t("Wi-Fi password"), known?.password ?? "")}
    <p class="field-hint">
      ${t("Leave it empty for an open network. It is not sent to phones.")}
    </p>
    <label class="tick">
      <input class="tick-box" type="checkbox" name="hidden" ?checked=${known && !known.shown} />
      <span class="tick-text">${t("Show the password only as a code, not as text")}</span>
    </label>
    <div class="desk-row">
      <button class="button desk-small" type="submit">${t("Save")}</button>
      <button
        class="button-quiet"
        type="button"
        @click=${() => opens(desk, false)}
      >
        ${t("Leave it as it is")}
      </button>
    </div>
  </form>`;
}

/** @param {string} name @param {string} label @param {string} value */
function field(name, label, value) {
  const id = `desk-wifi-${name}`;
  return html`<div class="field">
    <label class="field-label" for=${id}>${label}</label>
    <input
      data-gramm="false"
      class="field-input"
      id=${id}
      name=${name}
      value=${value}
      maxlength=${name === "password" ? WIFI_PASSWORD : NOTE}
      dir="auto"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
    />
  </div>`;
}

/** @param {Desk} desk @param {SubmitEvent} event */
async function keep(desk, event) {
  event.preventDefault();
  const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  const [name, password] = [`${given.get("name")}`.trim(), `${given.get("password")}`.trim()];
  const shown = given.get("hidden") === null;
  const answer = await desk.press({ type: "set_wifi", name, password, shown });
  if ("refused" in answer) return;
  // Whoever helps opens no workshop: what is of use here must not stay on their laptop.
  if (name && desk.whole && mayKeep()) keepWifi({ name, password, shown });
  opens(desk, false);
}
