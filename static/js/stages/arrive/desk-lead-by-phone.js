/** The code by which a phone leads, shown for a minute: it holds a secret, and the desk may be mirrored. */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { small } from "../../desk/buttons.js";
import "../../elements/qr.js";
import { isOnlyOurs } from "./desk-ways-in.js";

/** Milliseconds between two looks at whether the code was used. */
const LOOK_MS = 2_000;

class LeadByPhone {
  /** The modules of the code; empty while none is shown. @type {readonly string[]} */
  rows = [];
  led = false;
}

/** @param {Desk} desk */
export function leadByPhone(desk) {
  if (desk.grant === "helper") return nothing;
  const { rows, led } = desk.atStage(LeadByPhone);
  return html`<section class="desk-lead" aria-labelledby="desk-lead">
    ${rows.length ? html`<qr-code class="desk-lead-code" label=${t("Code to lead from your phone")} .rows=${rows}></qr-code>` : nothing}
    <div class="desk-stack">
      <h3 class="t-heading" id="desk-lead">${t("Lead from your phone")}</h3>
      <p role="status">${words(desk, led)}</p>
      ${rows.length || led ? nothing : small(t("Show the code"), (event) => desk.once("lead", () => void showCode(desk), event))}
    </div>
  </section>`;
}

/** @param {Desk} desk @param {boolean} led */
function words({ screenless, workshop, room }, led) {
  if (led) return t("Your phone leads now. This desk still works.");
  if (isOnlyOurs(workshop.address) || !(screenless || room.tick?.screen)) return "";
  return screenless
    ? t("Your phone becomes the desk, and this laptop the room’s screen.")
    : t("Your phone becomes a desk, too.");
}

/** @param {Desk} desk */
async function showCode(desk) {
  const state = desk.atStage(LeadByPhone);
  const reply = await fetch(`${linksOf(desk)}/phone`, { method: "POST" }).catch(() => null);
  if (!reply?.ok) return desk.say(t("The server did not answer. Nothing was changed; try again in a moment."));
  const { link, rows, seconds } = await reply.json();
  desk.change(() => (state.rows = rows));
  waits(desk, state, link, performance.now() + seconds * 1000);
}

/** @param {Desk} desk @param {LeadByPhone} state @param {string} link @param {number} until */
async function waits(desk, state, link, until) {
  const answer = await fetch(`${linksOf(desk)}/${link}/used.json`, { cache: "no-store" }).catch(() => null);
  const used = Boolean(answer?.ok && (await answer.json()).used);
  const shown = performance.now() < until && desk.atStage(LeadByPhone) === state;
  if (!used && shown) return void setTimeout(() => waits(desk, state, link, until), LOOK_MS);
  desk.change(() => Object.assign(state, { rows: [], led: used }));
  if (used && desk.screenless) location.assign(desk.desk.projector_url);
}

/** @param {Desk} desk */
const linksOf = ({ workshop }) => `/desk/${workshop.id}/links`;
