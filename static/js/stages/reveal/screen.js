import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { card as drawn, sheet } from "../../elements/card.js";
import { vars } from "../../elements/vars.js";
import { beenSentence, noCardTitle, noCardWhy } from "../../words/screen-and-phone.js";
import { asksFor, measuresOf, rowsOf } from "../../projector/beginnings.js";
import { FEW, forWall, page, pagePlans, plans, sizeAlone } from "../../projector/paging.js";
import { calmWords, fitted } from "../../projector/parts.js";
import { cardsInOrder, cardsOnPages } from "../../projector/shown.js";
import { MANY } from "../../rules/for-phones.js";

/** From more rows than so many on a sheet holds one line. */
const ONE_LINE = 7;

/**
 * All cards at once; then one at a time, or pages of six.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const now = room.get("now");
  if (!now) return nothing;
  if (now.phase === "too_few") return tooFew(room);
  const cards = cardsInOrder(room);
  const shown = now.step === 0 ? cards : page(cardsOnPages(room), now.step, now.page_size);
  if (!shown.length) return tooFew(room);
  const byOne = now.page_size === 1;
  if (now.step === 0) return atOnce(room, cards, byOne ? cardsOnPages(room)[0] : undefined);
  const [one] = shown;
  const grows = now.step === 1 && forWall(cards).length > FEW;
  return byOne && one ? alone(room, one, grows) : together(shown, now.step);
}

/**
 * All cards together: the beginning of each on one wall, while two are few enough to stand whole.
 * @param {Room} room @param {Card[]} all @param {Card} [next] which then stands alone
 */
function atOnce(room, all, next) {
  const cards = forWall(all);
  if (!cards.length) return calmWords(room, noCardTitle());
  return cards.length <= FEW ? together(cards, 0) : wall(cards, next);
}

/**
 * A wall of as many cards as have a place, and in words how many have none.
 * @param {Card[]} cards @param {Card} [next]
 */
function wall(cards, next) {
  const rows = rowsOf(Math.min(cards.length, MANY));
  const { size, title, gap, pad, lower, gold } = measuresOf(rows.length);
  const beyond = cards.length - MANY;
  return html`<div class="projector-wall" ?data-full=${rows.length > ONE_LINE} ${vars({
      "--heading": title, "--gap": gap, "--paper": pad, "--shut": lower, "--gold-width": gold })}>
    <header class="projector-wall-head">
      <h2 class="t-title">${t("This is what we wrote.")}</h2>
      ${beyond > 0 ? html`<p class="t-label t-second">${t("and {n} more", { n: beyond })}</p>` : nothing}
    </header>
    <projector-wall plans="row:${size} ${plans("row", size - 1)}">${rows.map((count, row) => {
      const from = rows.slice(0, row).reduce((sum, one) => sum + one, 0);
      return html`<div class="projector-wall-row">
        ${repeat(cards.slice(from, from + count), number, (card) => onWall(card, card === next))}
      </div>`;
    })}</projector-wall>
  </div>`;
}

/** @param {Card} card */
export const number = (card) => card.n;

/** Its beginning over a shut piece: what it taught is read when it stands alone. @param {Card} card @param {boolean} next */
function onWall({ happened, learned, language }, next) {
  const begins = html`<div class="projector-wall-words">
    <p class="t-card" dir="auto" data-words=${happened}></p>
  </div>`;
  return html`<div class="projector-wall-card" lang=${language} ?data-grows=${next} ${vars({ "--asks": asksFor(happened) })}>
    ${sheet({ upper: begins, lower: nothing, seed: happened, mended: Boolean(learned), place: "page",
      arriving: true })}
  </div>`;
}

/**
 * @param {Room} room @param {Card} card
 * @param {boolean} grows out of the wall, as the first one does; each after it arrives
 */
function alone(room, card, grows) {
  if (card.off) return calmWords(room, offWords());
  const been = card.sensitive ? "" : beenSentence(card.been_there);
  return html`<div class="projector-alone">
    ${repeat([card], number, ({ happened, learned, language }) => html`<div lang=${language} ?data-grows=${grows}>
      ${fitted(plans("one", sizeAlone(card)),
        drawn({ happened, learned, place: "alone", arriving: !grows }))}
    </div>`)}
    <p class="t-statement">${been}</p>
  </div>`;
}

/**
 * Whole cards beside each other.
 * @param {Card[]} cards of this page
 * @param {number | string} page which comes as a whole
 */
export function together(cards, page) {
  return html`${repeat([page], String, () => html`<div class="projector-page">
    <projector-fit plans=${pagePlans(cards.length)} data-count=${cards.length}>
      <div class="cards" data-page="6">${repeat(cards, number, onPage)}</div>
    </projector-fit>
    <p class="t-label t-second projector-follows">${t("The other cards on this page follow.")}</p>
  </div>`)}`;
}

/** A whole card, or that it is no longer shown. @param {Card} card */
export function onPage({ off, happened, learned }) {
  return off
    ? html`<p class="t-small projector-off">${offWords()}</p>`
    : drawn({ happened, learned, place: "page", arriving: true });
}

const offWords = () => t("This card is no longer shown.");

/** @param {Room} room */
export const tooFew = (room) => calmWords(room, noCardTitle(), noCardWhy());
