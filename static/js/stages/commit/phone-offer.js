/** @import { Offer } from "../../protocol.js" */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { proposedDay } from "../../core/day-ahead.js";
import { choice } from "../../elements/choice.js";
import { unframed } from "../../words/commitments.js";
import { field, quietButton, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { closeForm } from "./phone-form-page.js";
import { NAME, WHEN, WILL } from "../../rules/for-phones.js";
import { whyUnready, willLabel } from "./words.js";

/** @typedef {{when: string, will: string, who: "I" | "we", owner: string, by: string}} Draft */

/** @param {string} lesson */
export const offerPlace = (lesson) => `offer/${lesson}`;

/** Whether this device writes a commitment for a lesson. @param {Here} here @param {string} lesson */
export function isOffering(here, lesson) {
  return here.opened.has(offerPlace(lesson));
}

/** @param {Here} here @param {string} lesson @returns {Draft} */
function draftAt(here, lesson) {
  const text = here.draft(offerPlace(lesson));
  const by = proposedDay(here.workshop, here.room.clock.now());
  return { when: "", will: "", who: "I", owner: "", by, ...(text ? JSON.parse(text) : {}) };
}

/** @param {Here} here @param {string} lesson @param {Partial<Draft>} part */
function type(here, lesson, part) {
  here.trouble(offerPlace(lesson), "");
  here.keep(({ drafts }) => {
    drafts[offerPlace(lesson)] = JSON.stringify({ ...draftAt(here, lesson), ...part });
  });
}

/** "If ___ happens, I (or we) will ___". @param {Here} here @param {string} lesson */
export function offerForm(here, lesson) {
  const draft = draftAt(here, lesson);
  const edit = (/** @type {Partial<Draft>} */ part) => type(here, lesson, part);
  return html`<div class="form">
    ${words("when", t("If this happens"), draft.when, WHEN, (when) => edit({ when }))}
    ${whoChoice(draft.who, (who) => edit({ who }))}
    ${words("will", willLabel(draft.who), draft.will, WILL, (will) => edit({ will }))}
    <div class="form-pair">
      ${ownName(draft.owner, (owner) => edit({ owner }))} ${day(draft.by, (by) => edit({ by }))}
      <p class="field-hint" id="owner-hint">
        ${t("You can leave the name empty; someone else can take this on.")}
        ${t("The facilitator reads your offer before the room does.")}
      </p>
    </div>
  </div>`;
}

/**
 * @param {string} id @param {string} label @param {string} text @param {number} limit
 * @param {(text: string) => void} edit
 */
function words(id, label, text, limit, edit) {
  return field({ id, label, text, limit, type: edit, rows: 2, said: true, within: true });
}

/** @param {string} text @param {(owner: string) => void} edit */
function ownName(text, edit) {
  return field({
    id: "owner",
    label: t("Your own name"),
    text,
    limit: NAME,
    type: edit,
    counted: false,
    line: true,
    complete: "name",
    about: "owner-hint",
  });
}

/** @param {Draft["who"]} who @param {(who: Draft["who"]) => void} choose */
function whoChoice(who, choose) {
  const options = [
    { value: "I", text: t("I") },
    { value: "we", text: t("We") },
  ];
  const onChoose = (/** @type {string} */ value) => choose(value === "we" ? "we" : "I");
  return choice({ question: t("Who will?"), name: "who", options, chosen: who, onChoose });
}

/** @param {string} by @param {(by: string) => void} edit */
function day(by, edit) {
  const typed = (/** @type {Event} */ event) =>
    edit(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<div class="field">
    <label class="field-label" for="by">${t("By")}</label>
    <input class="field-input field-narrow" id="by" type="date" .value=${by} @change=${typed} />
  </div>`;
}

/** @param {Here} here @param {string} lesson */
export function offerFoot(here, lesson) {
  const place = offerPlace(lesson);
  return html`${trouble(here, place)}
    <div class="frame-pair">
      ${mainButton(t("Offer this"), () => offer(here, lesson))}
      ${quietButton(t("Back to the list"), () => closeForm(here, place, lesson))}
    </div>`;
}

/** @param {Here} here @param {string} lesson */
function offer(here, lesson) {
  here.withDraft(offerPlace(lesson), () => offerAsItIs(here, lesson));
}

/** @param {Here} here @param {string} lesson */
async function offerAsItIs(here, lesson) {
  const place = offerPlace(lesson);
  const draft = unframed(draftAt(here, lesson));
  const why = whyUnready(draft);
  if (why) return here.trouble(place, why);
  // As it is sent: a draft with other words would count as begun since, and stay.
  here.keepDraft(place, JSON.stringify(draft));
  /** @type {Offer} */
  const command = { type: "offer", round: here.now.round, lesson, ...draft };
  const sent = here.send(command, place);
  closeForm(here, place, lesson);
  if (!("refused" in (await sent))) here.noted();
}
