/** @import { Hour, Offer } from "./time-savings.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { quiet, small } from "./buttons.js";
import { offersOf } from "./time-savings.js";
import { sixAtATime } from "./reveal-cards.js";
import { behindWords, hourWords, minutesBehind } from "./schedule.js";

/** So many offers at once: a facilitator who is late has no time to read more. */
const MOST = 3;

/** The whole workshop against the clock, and what could be done about it. @param {Desk} desk */
export function plan(desk) {
  const found = hourOf(desk);
  const behind = minutesBehind(found);
  const words = behind === null ? "" : behindWords(behind);
  return html`<div class="desk-plan">
    ${desk.settingHour ? form(desk) : change(desk, hourWords(found, desk.workshop.free_at))}
    ${words ? html`<p class="t-small">${words}</p>` : nothing}
  </div>`;
}

/** What would save time, below the cue: whoever is late needs that first. @param {Desk} desk */
export const savings = (desk) => offers(desk, offersOf(hourOf(desk)));

/** @param {Desk} desk @returns {Hour} */
function hourOf(desk) {
  const { agenda, now, left } = desk;
  const { started_at: startedAt, free_by: freeBy, skipped, took } = desk.desk;
  const time = desk.room.clock.now();
  return {
    agenda, now, left, time, startedAt, freeBy, skipped, took, position: now.position,
    cardsWaiting: desk.desk.cards_waiting,
  };
}

/** When it ends; pressed, it asks when the room must be free. @param {Desk} desk @param {string} words */
function change(desk, words) {
  return html`<button
    class="button-quiet desk-inline"
    id="desk-hour-open"
    type="button"
    aria-description=${t("When must the room be free?")}
    @click=${() => desk.change(() => (desk.settingHour = true))}
  >${words}</button>`;
}

/** @param {Desk} desk */
function form(desk) {
  return html`<form class="desk-hour" @submit=${(/** @type {SubmitEvent} */ event) => keep(desk, event)}>
    <label class="field-label" for="desk-hour">${t("When must the room be free?")}</label>
    <div class="desk-row">
      <input
        class="field-input field-narrow"
        id="desk-hour"
        name="hour"
        type="time"
        value=${desk.workshop.free_at}
      />
      <button class="button desk-small" type="submit">${t("Save")}</button>
    </div>
  </form>`;
}

/**
 * The hour is meant where the facilitator is; an empty field takes it away.
 * @param {Desk} desk @param {SubmitEvent} event
 */
function keep(desk, event) {
  event.preventDefault();
  const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("hour");
  desk.change(() => (desk.settingHour = false));
  desk.press({ type: "free_at", hour: `${given ?? ""}`, offset: -new Date().getTimezoneOffset() });
}

/** @param {Desk} desk @param {Offer[]} found */
function offers(desk, found) {
  if (!found.length) return nothing;
  return html`<div class="desk-offers" role="group" aria-label=${t("Ways to save time")}>
    ${found.slice(0, MOST).map((offer) => html`<div class="desk-offer" data-offer=${offer.name}>
      ${small(offer.label, () => take(desk, offer))}
      <p class="t-small">${offer.note}</p>
    </div>`)}
  </div>`;
}

/** @param {Desk} desk @param {Offer} offer */
function take(desk, { command }) {
  if (command.type === "page_size") sixAtATime(desk);
  else desk.press(command);
}

/**
 * Beside a stage that is left out: the way to have it again.
 * @param {Desk} desk @param {string} stage its id @param {string} name
 */
export function putBack(desk, stage, name) {
  return quiet(t("Put back"), () => {
    desk.press({ type: "skip_stage", stage, on: false });
  }, name);
}
