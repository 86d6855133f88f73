import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { isLastFifth } from "../../core/nearness.js";
import { t } from "../../core/words.js";
import { sheet } from "../../elements/card.js";
import { shareSentence } from "../../projector/numbers.js";
import { forLiveWall, livePlans, plans } from "../../projector/paging.js";
import { clock, fitted, said } from "../../projector/parts.js";
import { cardsInOrder, currentStage, readsWall, wentBack } from "../../projector/shown.js";
import { stage as shownCards, tooFew, wall } from "../reveal/screen.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */


/**
 * The empty card itself with its two questions, or the cards of a live wall as they come.
 * @param {Room} room
 * @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  if (readsWall(room)) return shownCards(room);
  if (wentBack(room)) return tooFew(room);
  const cards = room.get("workshop")?.live_wall ? forLiveWall(cardsInOrder(room)) : [];
  return html`<div class="projector-write" ?data-live=${cards.length > 0}>
    <div class="projector-write-main">
      ${cards.length ? wall(cards, livePlans(cards.length)) : emptyCard(room)}
    </div>
    <aside class="projector-side">
      ${phase(room) === "few"
        ? fewWords()
        : phase(room) === "last_call" ? lastWords() : over(room) ?? silence(room)}
      ${cards.length
        ? fitted(plans("one", 44), said("t-lesson", prompts(room)[0]))
        : nothing}
      <p class="t-small projector-promise">
        ${t("No screen shows who wrote what, not even the facilitator's.")}
      </p>
    </aside>
  </div>`;
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

/**
 * @param {Room} room
 * @returns {[string, string]}
 */
function prompts(room) {
  const stage = currentStage(room);
  return [
    stage?.prompt || t("What happened?"),
    stage?.second_prompt || t("What would you tell a colleague?"),
  ];
}

/** @param {Room} room */
function silence(room) {
  return html`${clock(room, silenceWords(room))}
    <p class="t-statement">${shareSentence(room.tick?.took_part)}</p>`;
}

/** Once nobody writes for a live wall on which there is no card yet. @param {Room} room */
function over(room) {
  if (room.get("now")?.collecting || !room.get("workshop")?.live_wall) return null;
  return html`<p class="t-heading">${t("Writing has ended. The cards appear in a moment.")}</p>`;
}

/** In the last fifth of the time the same words say so, and nothing else moves. @param {Room} room */
function silenceWords(room) {
  const whole = (currentStage(room)?.minutes ?? 0) * 60;
  const left = room.clock.remaining() ?? whole;
  return isLastFifth(left, whole) ? t("left, to finish your sentence") : t("left, in silence");
}

function lastWords() {
  return html`<p class="t-heading">
    ${t("Send it, or keep it private: a few seconds left.")}
  </p>`;
}

function fewWords() {
  return html`<p class="t-heading">${t("With so few of us, guessing is easy.")}</p>
    <p class="t-statement">${t("Cards can be withdrawn for a few more seconds.")}</p>`;
}
