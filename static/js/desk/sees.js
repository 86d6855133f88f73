import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { shownCards } from "./reveal-cards.js";

/**
 * Above the large picture: that the room sees it, or that no window shows it to the room yet.
 * @param {Desk} desk @param {string} name of the stage
 */
export function seesHeading(desk, name) {
  // A sentence has its own end.
  const [words, then] = desk.screenless ? [notOpen(desk), " "] : [t("The room sees"), ": "];
  return html`<h2 class="t-name" id="desk-sees" tabindex="-1"
      >${words}<span class="visually-hidden">${then}${name}</span></h2
    >
    ${desk.screenless ? opensIt(desk) : nothing}`;
}

/**
 * Beside the small picture: what the desk does here, and that no window shows it to the room yet.
 * @param {Desk} desk @param {string} heading @param {string} name of the stage
 */
export function stageHeading(desk, heading, name) {
  if (desk.now.phase === "sealed") {
    return html`<h1 class="t-title" id="desk-sees" tabindex="-1" dir="auto">${heading}</h1>`;
  }
  return html`${desk.screenless
      ? html`<div class="desk-unopened t-name">${notOpen(desk)} ${opensIt(desk)}</div>`
      : nothing}
    <h2 class="t-heading" id="desk-sees" tabindex="-1" dir="auto"
      >${heading === name ? nothing : html`<span class="visually-hidden">${name}: </span>`}${heading}</h2
    >`;
}

/** @param {Desk} desk */
function notOpen({ workshop }) {
  return workshop.remote
    ? t("The window to share is not open.") : t("The room’s screen is not open.");
}

/** @param {Desk} desk */
const opensIt = (desk) => opensScreen(desk, "desk-open-screen", t("Open it"));

/**
 * A link to the window that the room sees, where this desk has one.
 * @param {Desk} desk @param {string} id @param {string} words
 */
export function opensScreen({ desk }, id, words) {
  if (!desk.projector_url) return nothing;
  return html`<a class="button-quiet" id=${id} href=${desk.projector_url} target="_blank" rel="noopener"
    >${words}</a
  >`;
}

/**
 * What the room reads just now, in words, for a desk that is too small for the picture; "" where
 * only the picture says it.
 * @param {Desk} desk
 */
export function seenWords(desk) {
  const { now, agenda, room } = desk;
  if (now.covered) return t("Covered");
  if (now.kind === "reveal") return shownWords(desk);
  if (now.kind === "ask_how" && now.phase === "reading") return t("The answers have arrived.");
  if (now.kind === "ask_how" && now.phase === "showing") return inLines(room.list("answers"), "text");
  if (now.kind === "story") return room.get("story")?.steps[now.step]?.text ?? "";
  const { prompt = "" } = agenda.stages[now.position] ?? {};
  return prompt || (now.kind === "look_through" ? t("The cards have arrived.") : "");
}

/** @param {Desk} desk */
const shownWords = (desk) => inLines(shownCards(desk).current, "happened");

/**
 * What is on the room's screen of cards or answers, one a line.
 * @template {string} K @param {readonly ({off: boolean} & Record<K, string>)[]} all @param {K} part
 */
const inLines = (all, part) => all.filter(({ off }) => !off).map((one) => one[part]).join("\n");
