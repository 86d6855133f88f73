import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { copyWords } from "../core/copy-words.js";
import { known, language, t } from "../core/words.js";
import { dayInWords } from "../projector/sentences.js";
import { commitmentSentence } from "../words/commitments.js";
import { listed } from "../words/listed.js";
import { small } from "./buttons.js";
import { OPEN_HOURS } from "../rules/for-desks.js";

/**
 * A format of the summary. What it is called and what it is for, in English, are sentences of the
 * catalogue.
 * @typedef {object} Format
 * @property {string} ending of its files' names
 * @property {string} name
 * @property {string} use
 * @property {boolean} to_send whether it is the one to send to a team
 */

/** What is left to do, when all else is done. @param {Desk} desk */
export function sending({ whole, formats, workshop }) {
  const chosen = formats.find((one) => one.to_send);
  return whole && chosen ? toTeam(workshop, chosen) : toSummary(workshop);
}

/** Of pretend people there is no team. @param {Workshop} workshop @param {Format} format */
function toTeam({ id, trial }, { ending, name }) {
  return html`<a class="button button-main button-next" id="desk-next" href=${file(id, ending)}>
    <span>${t("Save the file for the team")}</span>
    <span class="button-key">
      ${t("Saves it on this computer: {name}", { name: known(name) })}
    </span>
  </a>
  ${trial ? nothing : html`<p class="t-small">${t("Then send it to the team.")}</p>`}`;
}

/** Whoever helped has no way to the files any more. @param {Workshop} workshop */
function toSummary(workshop) {
  const { id } = workshop;
  const path = `/w/${id}/summary.html?language=${language()}`;
  return html`<a
    class="button button-main button-next"
    id="desk-next"
    href=${path}
    target="_blank"
    rel="noopener"
  >
    <span>${t("Open the summary")}</span>
    <span class="button-key">${openFor(workshop)}</span>
  </a>`;
}

/** Who can open the summary besides the facilitator, and how long. @param {Workshop} workshop */
export const openFor = ({ trial, rehearsal }) => {
  if (rehearsal) return t("Anyone with this workshop’s address can open it until the rehearsal ends.");
  return trial
    ? t("Anyone with this workshop’s address can open it until the trial ends.")
    : t("Anyone with this workshop’s address can open it for {hours} hours.", { hours: OPEN_HOURS });
};

/** How long the summary is there, for phones and here. @param {Pick<Desk, "workshop" | "room">} desk */
export function thereFor({ workshop, room }) {
  const leaves = room.get("finish")?.on_laptop && !workshop.trial;
  return leaves
    ? [openFor(workshop), t("Phones reach it only while this laptop is here."),
      t("The laptop keeps it; the summary’s page says until when.")].join(" ")
    : openFor(workshop);
}

/** The words to copy, the poster, and every other format with what it is for. @param {Desk} desk */
export function formats(desk) {
  const { whole, formats: all, desk: { files }, workshop: { id } } = desk;
  if (!whole) return nothing;
  const there = all.filter(({ ending }) => files.includes(ending));
  return html`${small(t("Copy lessons and commitments"), () => copyText(desk))}
    ${there.some(({ ending }) => ending === POSTER)
      ? html`<a class="button desk-small" href=${file(id, POSTER)}>${t("Poster")}</a>`
      : nothing}
    <a class="button-quiet" href="/desk/${id}/summary/" target="_blank" rel="noopener">${t("Open the summary")}</a>
    <details class="desk-other">
      <summary class="button-quiet">${t("Other formats")}</summary>
      <ul class="desk-formats">
        ${there.map(({ ending, name, use }) => html`<li>
          <a href=${file(id, ending)}>${known(name)}</a>
          <span class="t-small">${known(use)}</span>
        </li>`)}
      </ul>
    </details>`;
}

const POSTER = "poster.pdf";

/** @param {Desk} desk */
async function copyText(desk) {
  await copyWords(wordsToCopy(desk));
  desk.say(t("Copied."));
}

/**
 * What the room takes along, as it goes into a chat: the summary's page has all the rest.
 * @param {Pick<Desk, "workshop" | "room">} desk
 */
export function wordsToCopy({ workshop: { title }, room }) {
  const { lessons = [], commitments = [], meets = "" } = room.get("finish") ?? {};
  const again = meets && t("We meet again on {day}.", { day: dayInWords(meets, language()) });
  const parts = [[title], lessons, commitments.map(taken), again ? [again] : []];
  return parts.filter(({ length }) => length).map((lines) => lines.join("\n")).join("\n\n");
}

/** @param {Finish["commitments"][number]} one */
const taken = (one) => [commitmentSentence(one), one.owner ? listed([
  one.owner, one.by && t("by {date}", { date: dayInWords(one.by, language()) }),
]) : t("Not taken on yet")].join(" ");

/**
 * Where a file is. No link says `download`: a browser would hide the page that comes where one could
 * not be made.
 * @param {string} id @param {string} ending
 */
const file = (id, ending) => `/desk/${id}/summary.${ending}`;
