import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { promised } from "../../elements/promised.js";
import { sheet } from "../../elements/card.js";
import { asItIsNow, fitWords, livesOn, namesOwner, onShow, outcomeWords } from "./words.js";
import { topRow } from "../../participant/controls.js";
import { dayInWords } from "../../participant/dates.js";
import { prompted } from "../../participant/prompted.js";

/** What became of what this team took on: as on the room's screen. @param {Here} here @returns {Page} */
export function stage(here) {
  const all = here.room.list("carried");
  if (!all.length) return { body: nothingOpen(here) };
  const alone = onShow(all, here.now.step);
  const asks = prompted(here, t("What became of what we took on?"));
  const body = html`${topRow(here, asks, "t-heading")}
    <p>${t("Talk about it together. Nothing to do on this phone.")}</p>
    ${repeat(
      alone ? [alone] : all,
      ({ n }) => n,
      (one) => followed(here, one),
    )}`;
  return { body };
}

/** @param {Here} here */
function nothingOpen(here) {
  return html`${topRow(here, t("Nothing is open from last time."), "t-heading")}
    <p>${t("We continue in a moment.")}</p>`;
}

/** @param {Here} here @param {Carried} one */
function followed(here, one) {
  const upper = html`<div class="commitment">
    <p class="t-lesson">${promised(one)}</p>
    <p>
      <span class="t-name" dir="auto">${ownerOf(one)}</span>
      <span class="t-second">${one.owner ? until(here, one.by) : nothing}</span>
    </p>
  </div>`;
  const [seed, mended] = [one.when + one.will, livesOn(one)];
  return sheet({ upper, lower: cameOf(here, one), seed, mended, place: "phone" });
}

/** @param {Here} here @param {Carried} one */
function cameOf(here, one) {
  const changed = asItIsNow({ ...one, language: here.workshop.language });
  return html`<div class="commitment">
    <p class=${one.outcome ? "t-name" : "t-second"}>${outcomeWords(one.outcome)}</p>
    ${one.outcome === "changed" ? html`<p class="t-lesson">
        ${promised(changed)} <span class="t-second">${until(here, changed.by)}</span>
      </p>` : nothing}
    ${one.fit ? html`<p>${fitWords(one.fit)}</p>` : nothing}
    ${one.learned ? html`<p class="t-cue" dir="auto" lang=${changed.language}>${one.learned}</p>`
      : nothing}
  </div>`;
}

/** @param {Carried} one */
function ownerOf(one) {
  if (!one.owner) return t("Not taken on yet");
  return namesOwner(one) ? one.owner : "";
}

/** @param {Here} here @param {string} by */
const until = (here, by) => (by ? t("by {day}", { day: dayInWords(by, here.language) }) : "");
