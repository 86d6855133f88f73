/** @import { LossCode } from "../protocol.js" */
/** @import { Next } from "./next.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { actButton } from "./acts.js";
import { agenda } from "./agenda.js";
import { floodBand } from "./flood.js";
import { blockedTitle, blockedWords } from "../words/blocked.js";
import { following } from "./stages-around.js";
import { header } from "./header.js";
import { lossFigures, lossWords } from "./losses.js";
import { middle, placeOf } from "./middle.js";
import { backOf, ends, nextOf, toStage } from "./next.js";
import { nameAt } from "./stage-at.js";
import { remoteActs, remoteHead } from "./remote.js";
import { sending } from "./save-summary.js";
import { time } from "./time.js";
import { troubleWords, whyNotSealed } from "./troubles.js";

/** The whole desk. @param {Desk} desk */
export function frame(desk) {
  return html`<nav aria-label=${t("Shortcuts")}>
      <a class="skip-link visually-hidden" href="#desk-middle">${t("Go to the stage")}</a>
      <a class="skip-link visually-hidden" href="#desk-next">${t("Go to the main button")}</a>
    </nav>
    <p class="visually-hidden" role="status">${desk.news.words}</p>
    <div class="desk" ?data-over=${desk.over} ?data-lists=${desk.lists} ?data-last=${seals(desk)}>
      <header class="desk-top">${header(desk)} ${bands(desk)}</header>
      ${desk.over ? nothing : agenda(desk)} ${remoteHead(desk, placeOf(desk))} ${middle(desk)}
      ${time(desk)} ${going(desk)}
    </div>`;
}

/** Whether the one button erases everything. @param {Desk} desk */
const seals = ({ standing }) => nextOf(standing)?.command?.type === "seal";

/** What holds for all that is below. @param {Desk} desk */
function bands(desk) {
  const { workshop, whole, now, room, line, desk: { trouble, address_gone: gone } } = desk;
  return html`
    ${trialBand(workshop, whole)}
    ${trouble ? html`<p class="band" role="alert">${troubleWords(trouble)}</p>` : nothing}
    ${floodBand(desk)} ${sealBand(room.get("seal"), now.kind)} ${addressBand(workshop.address, gone)}
    ${line === "lost"
      ? html`<p class="band" role="alert">
          ${t("Connection lost. What you press is kept, and sent once you are reconnected.")}
        </p>`
      : nothing}
    ${room.refusal === "blocked"
      ? html`<p class="band" role="alert">${blockedTitle()} ${blockedWords()}</p>` : nothing}
  `;
}

/**
 * The chosen address is gone: phones that are in lose the way, unless theirs is the new one.
 * @param {string} address @param {string} gone
 */
function addressBand(address, gone) {
  if (!gone) return nothing;
  return html`<p class="band" role="alert">
    ${t("This laptop is no longer at {gone}. The room’s screen now shows {address}; phones that " +
      "lost the connection must scan the code again.", { gone, address })}
  </p>`;
}

/**
 * A seal that came in the middle of a stage and has not ended; at the finish, its panel says so.
 * @param {SealReport | undefined} report @param {StageKind} kind
 */
function sealBand(report, kind) {
  if (!report || kind === "finish") return nothing;
  return html`<p class="band" role="alert">
    ${t("Not everything is erased yet.")} ${whyNotSealed(report.trouble)}
  </p>`;
}

/**
 * An ordinary form: it leaves the desk, and nothing of the trial remains.
 * @param {{id: string, trial: boolean, rehearsal: boolean}} workshop
 * @param {boolean} whole whether it may be ended from this desk
 */
function trialBand({ id, trial, rehearsal }, whole) {
  if (!trial) return nothing;
  const end = rehearsal ? t("End and erase the rehearsal") : t("End the trial");
  return html`<form class="band desk-trial" method="post" action="/desk/${id}/trial/end">
    ${rehearsal
      ? t("Rehearsal: these are pretend people. Nothing is kept.")
      : t("Trial: these are pretend people. Everything is erased when you end it.")}
    ${whole ? wipe(end) : nothing}
  </form>`;
}

/** The one filled button, and above it what it takes away. @param {Desk} desk */
function going(desk) {
  const next = nextOf(desk.standing);
  const sealed = desk.now.phase === "sealed";
  return html`<section
    class="desk-next"
    ?data-resting=${desk.resting.size > 0}
    aria-label=${t("What comes next")}
  >
    ${next ? skip(desk) : nothing} ${remoteActs(desk)}
    ${next
      ? html`${losses(desk, next)}
          <div class="desk-ways">${back(desk)} ${main(desk, next)}</div>`
      : nothing}
    ${sealed ? sending(desk) : nothing}
  </section>`;
}

/** Always beside the way on. @param {Desk} desk */
function back(desk) {
  const found = backOf(desk.standing);
  if (!found) return nothing;
  return actButton(desk, found, (press) => html`<button
    class="button desk-back"
    type="button"
    title=${found.label}
    @click=${press}
  >
    <span>${t("Back")}${found.label === t("Back")
      ? nothing
      : html`<span class="visually-hidden"> ${found.label}</span>`}</span>
  </button>`);
}

/** @param {string} words */
function wipe(words) {
  const wiped = (/** @type {Event} */ { target }) => (
    /** @type {HTMLElement} */ (target).closest("form")?.submit()
  );
  return html`<hold-button data-near @held=${wiped}>
    <button class="button desk-wipe" type="button" aria-describedby="desk-wipe-how">${words}</button>
  </hold-button>
  <span class="desk-wipe-how" id="desk-wipe-how">${t("Press and hold for a second.")}</span>`;
}

/** What the desk says elsewhere in view at its last stage: in its two lists, and above. @type {Set<LossCode>} */
const ELSEWHERE = new Set(["rest_erased", "asked_off", "check_ins_waiting"]);

/** @param {Desk} desk @param {Next} next */
const saysItself = ({ now }, { takes }) => now.kind === "finish" && takes.every(({ what }) => ELSEWHERE.has(what));

/** @param {Desk} desk @param {Next} next */
function losses(desk, next) {
  const words = lossWords(desk, next);
  if (!words) return nothing;
  return lossFigures(next) || saysItself(desk, next)
    ? html`<p class="visually-hidden" id="desk-goes">${words}</p>`
    : html`<p class="t-small desk-goes" id="desk-goes" tabindex="0">${words}</p>`;
}

/** @param {Desk} desk @param {Next} next */
function main(desk, next) {
  const figures = lossFigures(next);
  return actButton(desk, next, (press) => html`<button
    class="button button-main button-next"
    id="desk-next"
    type="button"
    ?data-waits=${!next.command}
    aria-describedby=${next.takes.length ? "desk-goes" : nothing}
    @click=${press}
  >
    <span>${next.label}</span><span class="button-key">${figures ? t("Hold: {losses}", { losses: figures }) : next.note}</span>
  </button>`, next.takes.length > 0 && !figures && !saysItself(desk, next));
}

/** Leaves the pages that a stage still has. @param {Desk} desk */
function skip(desk) {
  const { now, agenda: plan } = desk;
  const after = following(plan, now.position, desk.desk.skipped);
  const rest = now.step + 1 < now.steps || now.phase === "open" && now.kind === "vote"
    || now.phase === "picking" && desk.standing.askable;
  if (!rest || after >= plan.stages.length || ends(now)) return nothing;
  return actButton(desk, toStage(desk.standing, after), (press) => html`<button
    class="button-quiet desk-skip"
    id="desk-skip"
    type="button"
    @click=${press}
  >
    ${t("Skip to {stage}", { stage: nameAt(plan, after) })}
  </button>`);
}
