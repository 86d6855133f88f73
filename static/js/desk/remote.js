/** @import { DeskAnswerEntry, DeskCard } from "../protocol.js" */
/** What a desk as small as a phone has beside its clock: a remote, and no lists. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { stageLine } from "../elements/seam.js";
import { within } from "./agenda.js";
import { askedInPlace, request } from "./asked-off.js";
import { small } from "./buttons.js";
import { cardList, offOrAgain } from "./card-list.js";
import { cover } from "./header.js";
import { nameAt } from "./stage-at.js";
import { keptAndErasedLists } from "../stages/finish/desk-lists.js";
import { seenWords } from "./seen-words.js";

/** The stage, where it stands, and the line of the whole. @param {Desk} desk @param {string} place */
export function remoteHead(desk, place) {
  if (desk.over) return nothing;
  const { agenda, now } = desk;
  return html`<section class="desk-remote-head" aria-label=${t("Agenda")}>
    <p class="t-name">${nameAt(agenda, now.position)}</p>
    <p class="t-second t-figures">${place}</p>
    <div class="desk-remote-line">
      ${stageLine({ stages: agenda.stages, position: now.position, within: within(desk) })}
    </div>
  </section>`;
}

/** The words that the room reads, its cards, to take them off, and where the lists are. @param {Desk} desk */
export function remote(desk) {
  if (desk.over) return nothing;
  const words = seenWords(desk);
  return html`<section class="desk-remote" aria-label=${t("The room’s screen as text")}>
    ${words
      ? html`<h2 class="t-second">${desk.screenless ? t("For the room’s screen") : t("The room sees")}</h2>
          <p class="t-cue desk-long" dir="auto">${words}</p>`
      : nothing}
    ${atTheEnd(desk)}
    ${desk.lists ? nothing : cardList(desk, (card) => offOrAgain(desk, card))}
    <p class="t-small">${t("To work on lists or set cards aside, use the laptop.")}
      <button
        class="button-quiet desk-inline"
        type="button"
        aria-expanded=${desk.lists ? "true" : "false"}
        @click=${() => desk.change((own) => (own.lists = !own.lists))}
      >
        ${desk.lists ? t("Hide them here") : t("Show them here")}
      </button>
    </p>
  </section>`;
}

/** What is read aloud before all but the summary is erased. @param {Desk} desk */
const atTheEnd = (desk) => (desk.now.kind === "finish" && !desk.lists ? keptAndErasedLists(desk) : nothing);

/** Above the button that goes on: the cover, and what somebody asks for. @param {Desk} desk */
export function remoteActs(desk) {
  if (desk.over) return nothing;
  const [one] = askedInPlace(desk);
  return html`<div class="desk-remote-acts">
    ${one ? asked(desk, one) : nothing}
    <button class="button" type="button" @click=${() => cover(desk)}>
      ${desk.now.covered ? t("Uncover the screen") : t("Cover the screen")}
    </button>
  </div>`;
}

/** @param {Desk} desk @param {DeskCard | DeskAnswerEntry} one */
function asked(desk, one) {
  const { text, words, along, off, leave } = request(desk, one);
  return html`<button class="button desk-asked-button" type="button"
      @click=${(/** @type {Event} */ event) => desk.once("asked", off, event)}>
      ${words}
      <span class="t-small desk-asked-words" lang=${one.language} dir="auto">${text}</span>
      <span class="t-small">${along}</span>
    </button>
    ${small(t("Leave it"), (event) => desk.once("asked", leave, event), text)}`;
}
