import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { isLastFifth } from "../../core/nearness.js";
import { t } from "../../core/words.js";
import { sheet } from "../../elements/card.js";
import { shareSentence } from "../../projector/numbers.js";
import "../../projector/live-wall.js";
import { onLiveWall, STANDS } from "../../projector/live-pages.js";
import { FEW, plans, widthOf } from "../../projector/paging.js";
import { clock, fitted, said } from "../../projector/parts.js";
import { cardsInOrder, currentStage, readsWall, wentBack } from "../../projector/shown.js";
import { number, onPage, stage as shownCards, together, tooFew } from "../reveal/screen.js";

/** How many letters of a question stand large above them. */
const TWO_LINES = 90;

/**
 * The empty card itself with its two questions, or the cards of a live wall as they come.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  if (readsWall(room)) return shownCards(room);
  if (wentBack(room)) return tooFew(room);
  const cards = room.get("workshop")?.live_wall ? onLiveWall(cardsInOrder(room)) : [];
  if (cards.length) return liveWall(room, cards);
  return html`<div class="projector-write">
    <div class="projector-write-main">${emptyCard(room)}</div>
    <aside class="projector-side">
      ${told(room) ?? over(room) ?? html`${clock(room, clockWords(room, t("left, in silence")))}
        <p class="t-statement">${t("Write on your phone.")}</p>
        <p class="t-statement">${shareSentence(room.tick?.took_part)}</p>`}
      <p class="t-small projector-promise">
        ${t("No screen shows who wrote what, not even the facilitator’s.")}
      </p>
    </aside>
  </div>`;
}

/**
 * Under the question six whole cards, and another six from time to time, by the server's clock.
 * @param {Room} room @param {Card[]} cards
 */
function liveWall(room, cards) {
  const [question] = prompts(room);
  return html`<div class="projector-live">
    <header class="projector-live-head" ?data-long=${widthOf(question) > TWO_LINES}>
      ${said("t-story", question)}
      <aside>${told(room) ?? clock(room, clockWords(room, t("left, on your phone")))}</aside>
    </header>
    ${cards.length > FEW ? inTurn(room, cards) : together(cards, 0)}
  </div>`;
}

/** Those that were taken off keep their place on a page until it changes. @param {Room} room @param {Card[]} cards */
function inTurn(room, cards) {
  const turn = Math.max(0, Math.floor(room.clock.now() / STANDS));
  const held = cardsInOrder(room).filter((card) => card.off || cards.includes(card));
  return html`<projector-live-wall turn=${turn}>${repeat(held, number, (card) => html`<div
    class="projector-live-card" data-n=${card.n} lang=${card.language} ?data-off=${card.off}
  >${onPage(card)}</div>`)}</projector-live-wall>`;
}

/** What is said instead of the time. @param {Room} room */
function told(room) {
  return phase(room) === "few" ? fewWords() : phase(room) === "last_call" ? lastWords() : null;
}

/** @param {Room} room */
const phase = (room) => room.get("now")?.phase;

/** @param {Room} room */
function emptyCard(room) {
  const [first, second] = prompts(room);
  return sheet({
    upper: fitted(plans("one", 80), said("t-card", first)),
    lower: fitted(plans("one", 80), said("t-card", second)),
    seed: first,
    mended: false,
    place: "alone",
  });
}

/** @param {Room} room @returns {[string, string]} */
function prompts(room) {
  const stage = currentStage(room);
  return [
    stage?.prompt || t("What happened?"),
    stage?.second_prompt || t("What would have made it harder to get wrong?"),
  ];
}

/** Once nobody writes for a live wall on which there is no card yet. @param {Room} room */
function over(room) {
  if (room.get("now")?.collecting || !room.get("workshop")?.live_wall) return null;
  return html`<p class="t-heading">${t("Writing has ended. The cards appear in a moment.")}</p>`;
}

/** In the last fifth of the time the same words say so, and nothing else moves. @param {Room} room @param {string} words */
function clockWords(room, words) {
  const whole = (currentStage(room)?.minutes ?? 0) * 60;
  const left = room.clock.remaining() ?? whole;
  return isLastFifth(left, whole) ? t("left, to finish your sentence") : words;
}

function lastWords() {
  return html`<p class="t-heading">${t("Send it, or keep it private: a few seconds left.")}</p>
    <p class="t-statement">${t("Choose on your phone.")}</p>`;
}

function fewWords() {
  return html`<p class="t-heading">${t("With so few of us, guessing is easy.")}</p>
    <p class="t-statement">${t("You can withdraw a card on your phone for a few more seconds.")}</p>`;
}
