import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { blockedTitle, blockedWords } from "../words/blocked.js";

/** @type {Record<string, { title: () => string, why: () => string }>} */
const WHYS = {
  many: { title: () => t("Many are joining, one moment."), why: () => "" },
  full: {
    title: () => t("There is no place for this phone yet."),
    why: () => t("The server has as many connections as it can hold."),
  },
  blocked: { title: blockedTitle, why: blockedWords },
};

/**
 * Why this phone is not in yet; "" if it is or was in, or may hold words of its person. One of many
 * new phones holds none.
 * @param {Here} here
 */
export function whyOutside({ room, now, forgotten, sealed }) {
  const { connected, refusal, tick } = room;
  if (connected !== "lost" || tick || forgotten || sealed) return "";
  return refusal === "many" || now.kind === "arrive" ? refusal : "";
}

/** What is said above all else to a phone that is not in yet. @param {string} why */
export const outsideTitle = (why) => WHYS[why]?.title() ?? "";

/** Instead of the room: the page asks again on its own. @param {string} refusal @returns {Page} */
export function outside(refusal) {
  const why = WHYS[refusal]?.why();
  return { body: html`<h2 class="t-title">${outsideTitle(refusal)}</h2>
    ${why ? html`<p class="t-statement">${why}</p>` : nothing}
    <p>${t("Leave this page open: it lets you in on its own. You do not need to press anything.")}</p>` };
}
