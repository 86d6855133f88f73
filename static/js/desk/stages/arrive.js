/** @import { Desk } from "../desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { tick } from "../../elements/tick.js";
import { setTicked, ticked } from "../checks.js";
import { copyRow } from "../copy.js";

/** What to check, and the ways in. @param {Desk} desk */
export function stage(desk) {
  return html`<div class="desk-columns">
    ${checkList(desk)}
    <div class="desk-stack">${links(desk)}</div>
  </div>`;
}

/** Whether phones reach this server, beside what they should reach it by. @param {Desk} desk */
export function controls({ desk, workshop }) {
  const others = desk.addresses.filter((address) => address !== workshop.address);
  return html`<div class="desk-stack">
    <h3 class="t-name">${t("Can phones reach me?")}</h3>
    ${desk.reached ? html`<p>${t("Yes, a phone has.")}</p>` : notYet(workshop.address)}
    <p class="t-small">${t("On the room's screen: {address}", { address: workshop.address })}</p>
    ${others.length
      ? html`<p class="t-small">
          ${t("This laptop is also at: {addresses}", { addresses: others.join(", ") })}
        </p>`
      : nothing}
    ${workshop.remote
      ? nothing
      : html`<p class="t-small">${t("Is your screen mirrored? Use Extend.")}</p>`}
  </div>`;
}

/** @param {string} address the one that the room's screen shows */
function notYet(address) {
  if (isOnlyOurs(address)) return onlyOurs();
  return html`<div class="notice">
    <p class="notice-title">${t("Not yet. Scan the code with your own phone.")}</p>
    <p>
      ${t("No page? Is it in the same Wi-Fi? Guest networks keep devices apart.")}
      ${t("Does the laptop's firewall let this program in?")}
    </p>
  </div>`;
}

function onlyOurs() {
  return html`<div class="notice">
    <p class="notice-title">${t("No: this address leads from this laptop to itself.")}</p>
    <p>
      ${t("A phone that opens it looks for the workshop on the phone.")}
      ${t("Join a Wi-Fi. If the program was started for this laptop only (--host), start it without.")}
    </p>
  </div>`;
}

/** Whether an address is a loopback one. @param {string} address as one types it, or a whole one */
export function isOnlyOurs(address) {
  return /^(https?:\/\/)?(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/.test(address);
}

/** @param {Desk} desk */
function links(desk) {
  const { leader_url: link } = desk.desk;
  const leader = { name: "leader", label: t("Link for the leader's own story"), link };
  const join = { name: "join", label: t("Link for joining"), link: desk.workshop.join_url };
  return html`${copyRow(desk, join)} ${link ? copyRow(desk, leader) : nothing}`;
}

/** @param {Desk} desk */
function checkList(desk) {
  const { id } = desk.workshop;
  return html`<fieldset class="desk-checks">
    <legend class="t-name">${t("Before you start")}</legend>
    ${checks(desk).map(([name, text]) => tick({
      text,
      name: `check-${name}`,
      ticked: ticked(id, name),
      onTick: (on) => desk.change(() => setTicked(id, name, on)),
    }))}
  </fieldset>`;
}

/** @param {Desk} desk @returns {Array<[string, string]>} */
function checks({ workshop, agenda }) {
  const leads = agenda.stages.some((stage) => stage.kind === "go_first");
  /** @type {Array<[string, string]>} */
  const always = [
    ["screen", workshop.remote
      ? t("In the call you share the window “ROOM SCREEN, share this”, " +
        "not “PRIVATE, desk”.")
      : t("The room sees the other window, not this one.")],
    ["awake", t("The laptop is plugged in and does not go to sleep.")],
  ];
  if (!workshop.remote) always.push(["paper", t("A paper card and a pen lie on every seat.")]);
  if (leads) always.push(["leader", t("Whoever goes first knows it.")]);
  always.push(["pass", t("You know what you say when somebody does not want to take part.")]);
  return always;
}
