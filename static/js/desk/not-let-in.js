import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { seam } from "../elements/seam.js";

/**
 * Instead of the desk, when it is not let in here any more: no word of the workshop stays.
 * @param {string} why @param {Desk} desk
 */
export function away(why, desk) {
  const { title, words, way } = (WHYS[why] ?? notHere)(desk);
  return html`<div class="desk-away">
    <header class="desk-away-top">${desk.whole ? home() : t("Private desk")}</header>
    <main>
      <h1 class="t-title" tabindex="-1">${title}</h1>
      ${seam({ seed: title })}
      <p class="t-label desk-away-lead">${words}</p>
      ${way}
    </main>
  </div>`;
}

const home = () => html`<a class="desk-home t-name" href="/desk/">${t("Workshops")}</a>`;

/** @typedef {{title: string, words: string, way: unknown}} Why */

/** @type {Record<string, (desk: Desk) => Why>} */
const WHYS = { taken_back: takenBack, handed_over: handedOver };

/** @param {Desk} desk @returns {Why} */
function notHere({ whole, workshop }) {
  return {
    title: t("This workshop is no longer here."),
    words: goneWords(whole, workshop.trial),
    way: whole ? toWorkshops() : nothing,
  };
}

const toWorkshops = () =>
  html`<a class="button button-main" href="/desk/">${t("Go to workshops")}</a>`;

/** @param {boolean} whole @param {boolean} trial */
function goneWords(whole, trial) {
  if (trial) return t("This was a trial. It has ended, or this desk stayed open for a very long time.");
  return whole
    ? t("It was thrown away or deleted, or this desk stayed open for a very long time. See the list.")
    : t("It has ended or was thrown away, or this desk stayed open for a very long time.");
}

/** @param {Desk} desk @returns {Why} */
function takenBack({ whole }) {
  return {
    title: t("This desk was closed."),
    words: whole
      ? t("You are signed out, or you no longer lead workshops for its team. What you did is kept.")
      : t(
          "The link that opened it has been withdrawn. What you did here is kept. To continue, ask " +
            "the facilitator.",
        ),
    way: whole ? toWorkshops() : nothing,
  };
}

/** @param {Desk} desk @returns {Why} */
function handedOver({ workshop: { id } }) {
  return {
    title: t("The desk was handed over."),
    words: t("Someone else is leading now. Nothing was lost."),
    way: html`<a class="button" href="/desk/${id}/">${t("Open this desk again")}</a>`,
  };
}
