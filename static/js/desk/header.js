import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { language, t } from "../core/words.js";
import { languageChoice } from "../elements/language-choice.js";
import { dayInWords } from "../projector/sentences.js";
import { listed } from "../words/listed.js";
import { LIFE_HOURS } from "../rules/for-phones.js";
import { marks } from "./check-ins.js";
import { door } from "./door.js";
import { openHelp } from "./help.js";
import { opensScreen } from "./sees.js";

/** What this is, that it is private, and what is always at hand. @param {Desk} desk */
export function header(desk) {
  const { title, team } = desk.workshop;
  return html`<div class="desk-header" ?data-marks=${desk.room.list("check_ins").length > 0}>
    ${desk.now.phase === "sealed"
      ? html`<p class="desk-title" dir="auto">${listed([team, dayOf(desk)])}</p>`
      : html`<h1 class="desk-title" dir="auto" title=${listed([title, team])}>${title}</h1>`}
    ${marks(desk)}
    <p class="t-second desk-private">${t("Private desk")}</p>
    ${workshops(desk)} ${more(desk)} ${desk.over ? nothing : coverButton(desk)}
  </div>`;
}

/** The one end without a hold. */
const deadline = () => html`<p class="t-small">${t("After {hours} hours without an act, everything is erased except the summary.", { hours: LIFE_HOURS })}</p>`;

/** @param {Desk} desk */
const dayOf = ({ room }) => dayInWords(room.get("finish")?.date ?? "", language());

/** What is needed now and then. @param {Desk} desk */
function more(desk) {
  return html`<details class="desk-more" @toggle=${closesWhenLeft}>
    <summary class="button-quiet">${t("More")}</summary>
    <div class="desk-more-list">
      ${opensScreen(desk, "desk-screen", t("Open the room’s screen"))}
      ${tone(desk)} ${links(desk)} ${changeLink(desk)} ${draft(desk)}
      <button class="button-quiet desk-help-open" type="button" @click=${openHelp}>
        ${t("Keyboard")}
      </button>
      ${desk.workshop.door_closed ? nothing : door(desk)}
      ${languageChoice(desk.languages, desk.redraw)}
      ${desk.over ? nothing : deadline()}
    </div>
  </details>`;
}

/** Closes at a press beside it, at one of what is in it, and by Escape. @param {Event} event */
function closesWhenLeft({ currentTarget }) {
  const menu = /** @type {HTMLDetailsElement} */ (currentTarget);
  if (!menu.open) return;
  const over = new AbortController();
  const leave = (/** @type {boolean} */ leaves) => {
    if (leaves) menu.open = false;
    if (!menu.open) over.abort();
  };
  const { signal } = over;
  document.addEventListener("click", ({ target }) => leave(isLeft(menu, target)), { signal });
  document.addEventListener("keydown", ({ key }) => leave(key === "Escape"), { signal });
}

/** @param {HTMLElement} menu @param {EventTarget | null} pressed */
const isLeft = (menu, pressed) => pressed instanceof Element
  && (!menu.contains(pressed) || pressed.closest("a, button") !== null);

/** One soft tone at the end of write, and at the change and the end of talk. @param {Desk} desk */
function tone(desk) {
  const { silent, remote, hybrid } = desk.workshop;
  if (desk.over || remote || hybrid) return nothing;
  return html`<button class="button-quiet" type="button" @click=${() => desk.press({ type: "play_tone", on: silent })}>
    ${silent ? t("Turn the tone on") : t("Turn the tone off")}
  </button>`;
}

/** Who may come to this workshop; a helper's link makes no others. @param {Desk} desk */
function links({ over, grant, workshop }) {
  if (over || grant === "helper") return nothing;
  return html`<a class="button-quiet" href="/desk/${workshop.id}/links">${t("Share this desk")}</a>`;
}

/** Where title, story, rules and all else that was said beforehand are changed. @param {Desk} desk */
function changeLink({ over, workshop }) {
  if (over) return nothing;
  return beside(`/desk/${workshop.id}/change/`, t("Change this workshop"));
}

/** Where the next one begins, once nothing is left to lead. @param {Desk} desk */
function workshops({ over, whole }) {
  return over && whole ? html`<a class="button-quiet" href="/desk/">${t("Workshops")}</a>` : nothing;
}

/** What would stay if it ended now, for whoever leads. @param {Desk} desk */
function draft({ over, workshop }) {
  if (over) return nothing;
  return beside(`/desk/${workshop.id}/draft/`, t("Draft summary"), t("Draft summary"));
}

/**
 * A link that opens in a tab of its own; its words say in full where it leads.
 * @param {string} place @param {string} label @param {string} [words]
 */
function beside(place, label, words = label) {
  return html`<a
    class="button-quiet"
    href=${place}
    target="_blank"
    rel="noopener"
    aria-label=${words}
    title=${words}
  >
    ${label}
  </a>`;
}

/** @param {Desk} desk */
function coverButton(desk) {
  const { covered } = desk.now;
  return html`<button class="button" type="button" @click=${() => cover(desk)}>
    ${covered ? t("Uncover the screen") : t("Cover the screen")}
    <kbd class="desk-key">B</kbd>
  </button>`;
}

/** Covers the room's screen with a calm picture, or takes the cover away. @param {Desk} desk */
export function cover(desk) {
  desk.steer({ type: "cover", turn: desk.now.turn, on: !desk.now.covered });
}
