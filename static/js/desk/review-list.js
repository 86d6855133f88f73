/** The cards that the desk reads before the room sees them: each a row, covered until it is pressed. */
/** @import { Reason } from "./set-aside-reasons.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../core/words.js";
import { seam } from "../elements/seam.js";
import { listed } from "../words/listed.js";
import { reasons } from "./set-aside-reasons.js";
import { batches, nextBatch } from "./batch-panel.js";
import { currentBatch } from "./batches.js";
import { hint, quiet, small } from "./buttons.js";
import { beenThereWords } from "./harm.js";
import { ReviewState } from "./review-state.js";
import {
  asksWhy, hasLooked, isFine, isMirrored, listedCards, lists, nextCard, openCard, rowOf, turn,
  waitingCards,
} from "./reviewing.js";
import { stepsAmong } from "./one-tab-stop.js";
import { seenWords } from "./seen-words.js";

/** All of them, or one batch of many. @param {Desk} desk */
export function reviewList(desk) {
  const batch = currentBatch(desk.atStage(ReviewState), waitingCards(desk));
  const cards = listedCards(desk);
  return html`${mirrorQuestion(desk)} ${batch ? batches(desk, batch) : nothing}
    <ul class="desk-review" @keydown=${(/** @type {KeyboardEvent} */ event) => void stepsAmong(event, ".desk-cover, .desk-uncovered")}>
      ${repeat(cards, (card) => card.handle, (card) => reviewed(desk, card))}
    </ul>
    ${batch ? nextBatch(desk, batch) : nothing}`;
}

/** @param {Desk} desk @param {ReviewCard} card */
function reviewed(desk, card) {
  const open = desk.atStage(ReviewState).opened.has(card.handle);
  const unread = !card.read && !card.aside;
  return html`<li
    class="desk-card"
    id=${rowOf(card.handle)}
    ?data-aside=${card.aside !== ""}
    ?data-open=${open}
    ?data-unread=${unread}
  >
    ${open ? uncovered(desk, card) : closed(desk, card)}
  </li>`;
}

/** One row: covered, or its first line once it was read here. @param {Desk} desk @param {ReviewCard} card */
function closed(desk, card) {
  return html`<button
    class="desk-cover"
    type="button"
    tabindex=${isStop(desk, card) ? 0 : -1}
    aria-expanded="false"
    @click=${() => turn(desk, card.handle)}
  >
    ${desk.atStage(ReviewState).read.has(card.handle)
      ? html`<span class="desk-first-line t-cue" lang=${card.language} dir="auto">${card.happened}</span>`
      : html`<span>${opensNext(desk, card) ? html`${t("Covered: press to read")}${hint("O")}` : t("Covered")}</span>`}
    <span class="desk-fate">${listed([fateOf(card), ...marks(card)])}</span>
  </button>`;
}

/** Whether the tabulator comes here while no card is open: at the next one, else at the first. @param {Desk} desk @param {ReviewCard} card */
const isStop = (desk, card) => !openCard(desk)
  && (nextCard(desk) ?? listedCards(desk)[0])?.handle === card.handle;

/** @param {Desk} desk @param {ReviewCard} card */
const opensNext = (desk, { handle }) => !openCard(desk) && nextCard(desk)?.handle === handle;

/** @param {ReviewCard} card */
function fateOf({ aside, read }) {
  if (aside) return t("set aside");
  return read ? t("fine") : "";
}

/** @param {ReviewCard} card */
const marks = ({ sensitive, listed: onList, aside: out }) => [
  ...(sensitive ? [t("“Been there” is off")] : []), ...(onList && !out ? [t("on the lessons’ list")] : []),
];

/** @param {Desk} desk @param {ReviewCard} card */
function uncovered(desk, card) {
  const { handle, happened, learned, language, sensitive } = card;
  const answers = desk.now.kind === "ask_how";
  const said = (/** @type {string} */ text) => (
    html`<span class="t-card" lang=${language} dir="auto">${text}</span>`
  );
  return html`<button
      class="desk-uncovered card"
      type="button"
      aria-expanded="true"
      @click=${() => turn(desk, handle)}
    >
      <span class="card-piece card-upper">${said(happened)}</span>
      ${answers ? nothing : html`<span class="card-piece card-lower"
        >${seam({ seed: happened, mended: Boolean(learned) })}${learned ? said(learned) : nothing}</span
      >`}
    </button>
    <div class="desk-acts">
      ${fine(desk, card)} ${answers ? listing(desk, card) : nothing} ${aside(desk, card)}
      ${answers ? nothing : quiet(beenThereWords(sensitive),
        () => desk.press({ type: "mark_sensitive", card: handle, on: !sensitive }), happened)}
    </div>
    ${desk.atStage(ReviewState).aside === handle && !card.aside ? why(desk, card) : nothing}`;
}

/** The key is for the first card that is open. @param {Desk} desk @param {ReviewCard} card @param {string} key */
const keyOf = (desk, { handle }, key) => (openCard(desk)?.handle === handle ? key : "");

/** @param {Desk} desk @param {ReviewCard} card */
function fine(desk, card) {
  const { handle, aside: out } = card;
  const next = nextCard(desk, handle);
  const key = keyOf(desk, card, "J");
  return html`<button
    class="button desk-small"
    id=${key ? "desk-fine" : nothing}
    type="button"
    @click=${() => isFine(desk, handle)}
  >
    ${next ? nextWords(desk, Boolean(out)) : out ? t("Done") : t("Fine, done")}
    ${hint(key)}
  </button>`;
}

/** @param {Desk} desk @param {boolean} out */
function nextWords({ now }, out) {
  if (now.kind === "ask_how") return out ? t("Next answer") : t("Fine, next answer");
  return out ? t("Next card") : t("Fine, next card");
}

/** An answer on the list is shown, too. @param {Desk} desk @param {ReviewCard} card */
function listing(desk, card) {
  if (card.aside) return nothing;
  return html`<button class="button desk-small" type="button" @click=${() => lists(desk, card)}>
    ${card.listed ? t("Remove from lessons") : t("Add to lessons")} ${hint(keyOf(desk, card, "L"))}
  </button>`;
}

/** @param {Desk} desk @param {ReviewCard} card */
function aside(desk, card) {
  const { aside: reason, happened } = card;
  const [asks, key] = [() => asksWhy(desk, card), keyOf(desk, card, "X")];
  if (!reason) return quiet(t("Set aside"), asks, happened, key);
  return html`<span class="t-name">${t("Set aside, {reason}.", { reason: reasons()[reason] })}</span>
    ${quiet(t("Put back"), asks, happened, key)}`;
}

/** @param {Desk} desk @param {ReviewCard} card */
function why(desk, { handle }) {
  const setAside = (/** @type {Reason} */ reason) => {
    desk.press({ type: "set_aside", card: handle, reason });
    desk.change((own) => (own.atStage(ReviewState).aside = ""));
  };
  return html`<div class="desk-row" role="group" aria-label=${t("Set aside")}>
    <p class="t-name">${t("Choose why. Only its writer sees it:")}</p>
    ${Object.entries(reasons()).map(([reason, words]) => (
      small(words, () => setAside(/** @type {Reason} */ (reason)))))}
  </div>`;
}

/**
 * Asked once, before the first card opens: a mirrored display would show the room every card.
 * @param {Desk} desk
 */
export function mirrorQuestion(desk) {
  const { mirrored, waits, opening } = desk.atStage(ReviewState);
  if (mirrored) return covered();
  // What is asked about may have gone back to the phones meanwhile.
  if (!waits || !waitingCards(desk).length) return nothing;
  return html`<div class="notice" role="alert">
    <p class="notice-title">${t("Look at the room’s screen.")} ${question(desk)}</p>
    <div class="desk-row desk-looked">
      ${small(yes(opening), () => hasLooked(desk))}
      ${small(t("No, cover everything"), () => isMirrored(desk))}
    </div>
  </div>`;
}

/** @param {number} n how many it opens */
const yes = (n) => (n > 1 ? t("Yes, open all {n}", { n }) : t("Yes, open it"));

/** @param {Desk} desk */
function question(desk) {
  if (desk.now.covered) return t("Is it covered?");
  return t("It should show “{words}” and nothing from this desk. Does it?", { words: seenWords(desk) });
}

function covered() {
  return html`<p class="notice" role="status">
    ${t("The room’s screen and every card here are covered.")}
    ${t("In the display settings choose “Extend”. Then uncover the screen and press a card again.")}
  </p>`;
}
