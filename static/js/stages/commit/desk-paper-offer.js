/** @import { Offered } from "../../desk/paper.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { live } from "../../../vendor/lit-html/directives/live.js";
import { t } from "../../core/words.js";
import { choice } from "../../elements/choice.js";
import { quiet } from "../../desk/buttons.js";
import { status } from "../../desk/paper-card.js";
import { NAME, WHEN, WILL } from "../../rules/for-phones.js";
import { proposedDay } from "../../core/day-ahead.js";
import { length } from "../../participant/text.js";
import { unframed } from "../../words/commitments.js";
import { whyUnready, willLabel } from "./words.js";

const FIRST = "desk-offer-when";

/**
 * A place to type in a commitment of somebody without a phone, below its lesson. The form is open
 * below one lesson at a time; what is typed in it moves along.
 * @param {Desk} desk @param {DeskLessonEntry} lesson
 */
export function paperOffer(desk, { id, text }) {
  const { paper } = desk;
  if (paper.offer.lesson === id) return form(desk, id);
  if (paper.offerWaits) return nothing;
  return quiet(t("Type in a commitment"), () => begin(desk, id), text);
}

/** @param {Desk} desk @param {string} lesson */
function begin(desk, lesson) {
  const by = desk.paper.offer.by || proposedDay(desk.workshop, desk.room.clock.now());
  type(desk, { lesson, by });
  document.getElementById(FIRST)?.focus();
}

/** @param {Desk} desk @param {Partial<Offered>} part */
function type(desk, part) {
  desk.change(({ paper }) => paper.typeOffer(part));
}

/** @param {Desk} desk @param {string} lesson */
function form(desk, lesson) {
  const { when, will, who, owner, by } = desk.paper.offer;
  const submit = (/** @type {Event} */ event) => send(desk, event);
  return html`<form class="desk-paper-card" @submit=${submit}>
    <p class="t-small">${hint(desk)}</p>
    ${line(desk, FIRST, "when", t("If this happens"), when, WHEN)}
    ${choice({
      question: t("Who will?"),
      name: `desk-offer-who-${lesson}`,
      options: [{ value: "I", text: t("I") }, { value: "we", text: t("We") }],
      chosen: who,
      onChoose: (value) => type(desk, { who: value === "we" ? "we" : "I" }),
    })}
    ${line(desk, "desk-offer-will", "will", willLabel(who), will, WILL)}
    <div class="desk-offer-pair">
      ${line(desk, "desk-offer-owner", "owner", t("Name of the owner"), owner, NAME)} ${day(desk, by)}
    </div>
    ${status(desk.paper.said.offer)}
    <div class="desk-row">${acts(desk)}</div>
  </form>`;
}

/** @param {Desk} desk */
const hint = ({ paper }) => (paper.offerWaits
  ? t("The commitment is kept here until the server has stored it.")
  : t("For someone without a phone, who says it aloud or hands in paper. The room sees it at once. Enter the name as its owner says it, or leave it empty."));

/**
 * @param {Desk} desk @param {string} id @param {"when" | "will" | "owner"} name @param {string} label
 * @param {string} text @param {number} limit
 */
function line(desk, id, name, label, text, limit) {
  return html`<div class="field">
    <label class="field-label" for=${id}>${label}</label>
    <input
      data-gramm="false"
      class="field-input"
      id=${id}
      dir="auto"
      autocomplete="off"
      aria-invalid=${length(text) > limit}
      ?readonly=${desk.paper.offerWaits}
      .value=${live(text)}
      @input=${(/** @type {Event} */ event) => type(desk, { [name]: valueOf(event) })}
    />
  </div>`;
}

/** @param {Desk} desk @param {string} by */
function day(desk, by) {
  return html`<div class="field">
    <label class="field-label" for="desk-offer-by">${t("By")}</label>
    <input
      class="field-input field-narrow"
      id="desk-offer-by"
      type="date"
      ?readonly=${desk.paper.offerWaits}
      .value=${live(by)}
      @change=${(/** @type {Event} */ event) => type(desk, { by: valueOf(event) })}
    />
  </div>`;
}

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement} */ (event.target).value;

/** @param {Desk} desk */
function acts(desk) {
  const { when, will, owner } = desk.paper.offer;
  const away = () => desk.change(({ paper }) => paper.discardOffer());
  return html`<button class="button desk-small" type="submit" aria-disabled=${desk.paper.offerWaits}>
      ${t("Show to the room")}
    </button>
    ${desk.paper.offerWaits ? nothing : quiet(when || will || owner ? t("Throw it away") : t("Close"), away)}`;
}

/**
 * The form closes once the commitment is stored, and the focus goes to the lesson above it.
 * @param {Desk} desk @param {Event} event
 */
async function send(desk, event) {
  event.preventDefault();
  const { paper } = desk;
  const offer = unframed(paper.offer);
  const why = whyUnready(offer);
  desk.change(() => (paper.typeOffer(offer), (paper.said.offer = why)));
  if (why) return;
  const stored = paper.sendOffer(desk.now.round);
  desk.redraw();
  await stored;
  if (!paper.offer.lesson) document.getElementById(headOf(offer.lesson))?.focus();
}

/** The id of the words of a lesson. @param {string} lesson */
export const headOf = (lesson) => `offered-${lesson}`;
