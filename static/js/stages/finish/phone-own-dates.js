/** @import { Day } from "./phone-calendar.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { ownOf } from "../../core/kept-names.js";
import { hash } from "../../elements/seam-shape.js";
import { t } from "../../core/words.js";
import { commitmentSentence } from "../../words/commitments.js";
import { listed } from "../../words/listed.js";
import { calendar, save } from "./phone-calendar.js";
import { plainButton } from "../../participant/controls.js";

/** @typedef {Commitment & {about: string}} Own with the words of its lesson */

/** What each page has of its own once the seal has emptied its phone. @type {WeakMap<Here, Own[]>} */
const known = new WeakMap();

/**
 * The commitments under which this phone has put its person's name, and under which it still stands.
 * @param {Here} here @returns {Own[]}
 */
function ownCommitments(here) {
  if (here.sealed) return known.get(here) ?? [];
  const own = here.room.list("commitments")
    .filter(({ id, owner }) => owner !== "" && here.kept.taps[ownOf(id)] === owner)
    .map((one) => ({ ...one, about: here.room.get(`lessons/${one.lesson}`)?.text ?? "" }));
  known.set(here, own);
  return own;
}

/** The day on which the team meets again, for a calendar: on every phone. @param {Here} here */
export function meetingDay(here) {
  const meets = here.room.get("finish")?.meets ?? "";
  if (!meets) return nothing;
  return saving(here, [], meets, t("It contains the day on which you meet again."));
}

/** What its person has taken on, behind the closed element. @param {Here} here @returns {unknown[]} */
export function ownDates(here) {
  const own = ownCommitments(here).filter(({ by }) => by);
  return own.length ? [saving(here, own, "", t("It contains your own commitment."))] : [];
}

/** @param {Here} here @param {Own[]} own @param {string} meets @param {string} words */
function saving(here, own, meets, words) {
  return html`<section class="own-dates">
    ${plainButton(t("Save for my calendar"), () => save("workshop.ics", fileOf(here, own, meets)))}
    <p class="t-second">${words} ${t("The file is made on this phone.")}</p>
  </section>`;
}

/**
 * A commitment's name in every calendar, as in the summary's file (`one_day.py`): of the words that
 * stay as they are also when it is followed up, and of nobody's name.
 * @param {string} workshop @param {Pick<Own, "about" | "when">} own
 */
export function nameInCalendars(workshop, { about, when }) {
  return `${workshop}-${hash(`${about}\n${when}`).toString(16).padStart(8, "0")}`;
}

/** @param {Here} here @param {Own[]} own @param {string} meets */
export function fileOf(here, own, meets) {
  const { id, title, team } = here.workshop;
  const made = here.room.get("finish")?.date ?? "";
  /** @type {Day[]} */
  const days = own.map((one) => ({
    id: nameInCalendars(id, one), day: one.by, words: commitmentSentence(one), more: listed([title, team]),
  }));
  const again = team ? t("{team}: the team meets again", { team }) : t("The team meets again");
  if (meets) days.push({ id: `${id}-meets`, day: meets, words: again, more: title });
  return calendar(days, made);
}
