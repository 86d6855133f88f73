import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { card as drawn } from "../../elements/card.js";
import { evenly } from "../../projector/evenly.js";
import { shareSentence } from "../../projector/numbers.js";
import { plans } from "../../projector/paging.js";
import { askedAbout, calmWords, clock, fitted, said } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";

/** The card steps back: of the longest only the first lines stand above the question. */
const CARD_BEGINS = "cut:6 cut:5 cut:4 cut:3 cut:2 cut:1";
/** How many answers stand on one page. */
const SIX = 6;

/**
 * That a card is picked; the card above the question while phones answer, and above the news until the
 * answers are read; then the answers.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const now = room.get("now");
  if (!now) return nothing;
  if (now.phase === "picking") return picking(room);
  if (now.phase === "reading") return reading(room, now);
  return now.phase === "showing" ? answers(room, now) : asking(room, now);
}

/** @param {Room} room */
const question = (room) => currentStage(room)?.prompt || t("How can something like this happen? What makes it easy?");

/** The question is small until there is something that it is about. @param {Room} room */
function picking(room) {
  return html`<div class="projector-picking">
    ${said("t-story", t("The facilitator picks a card for us to look at together."))}
    ${said("t-label t-second", question(room))}
  </div>`;
}

/** @param {Room} room @param {Now} now */
function reading(room, now) {
  return html`<div class="projector-ask projector-reading">
    ${belowCard(room, now, t("The answers have arrived."))}
  </div>`;
}

/** @param {Room} room @param {Now} now @param {string} words */
function belowCard(room, now, words) {
  const card = room.get(`cards/${now.about}`);
  return html`<div class="projector-ask-main">
    <div class="projector-ask-card" lang=${card?.language ?? nothing}>
      ${card && !card.off ? fitted(`${plans("one", 46)} ${CARD_BEGINS}`,
        drawn({ happened: card.happened, learned: card.learned, place: "page", arriving: false })) : nothing}
    </div>
    ${fitted(plans("one", 112), said("t-story", words))}
  </div>`;
}

/** @param {Room} room @param {Now} now */
function asking(room, now) {
  return html`<div class="projector-ask">
    ${belowCard(room, now, question(room))}
    <aside class="projector-side">
      ${told(now) ?? html`${clock(room, t("left, to write and to read"))}
        <p class="t-statement">${shareSentence(room.tick?.took_part) || t("Everyone types on their phone.")}</p>`}
      ${now.phase === "few" ? nothing : html`<div class="t-label t-second">
        <p>${t("Answer from anything like it that you have seen, here or elsewhere.")}</p>
        <p>${t("Write no names.")}</p>
      </div>`}
    </aside>
  </div>`;
}

/** What is said instead of the time. @param {Now} now */
function told({ phase }) {
  if (phase === "last_call") return html`<p class="t-heading">${t("Send it, or keep it private: a few seconds left.")}</p>
    <p class="t-statement">${t("Choose on your phone.")}</p>`;
  if (phase === "few") return html`<p class="t-heading">${t("With so few of us, guessing is easy.")}</p>
    <p class="t-statement">${t("You can withdraw an answer on your phone for a few more seconds.")}</p>`;
  return null;
}

/** @param {Room} room @param {Now} now */
function answers(room, now) {
  const all = room.list("answers");
  if (!all.length) return calmWords(room, t("No answer is shown this time."));
  const shown = evenly(all, Math.ceil(all.length / SIX))[now.step] ?? [];
  return html`<div class="projector-answers">
    <header>
      ${fitted(plans("one", 74), html`<p class="t-story" role="heading" aria-level="2"
        dir="auto">${lastSentence(question(room))}</p>`)}
      ${askedAbout(room)}
    </header>
    ${repeat([now.step], String, () => html`<projector-fit plans=${plans("one", shown.length > 3 ? 44 : 60)}>
      <div class="projector-answers-page" data-count=${shown.length}>
        ${repeat(shown, ({ n }) => n, ({ text, language, off }) => html`<div class="projector-answer">${off
          ? html`<p class="t-small">${t("This answer is no longer shown.")}</p>`
          : said("t-card", text, language)}</div>`)}
      </div>
    </projector-fit>`)}
  </div>`;
}

/** The second sentence alone, where there are two. @param {string} words */
function lastSentence(words) {
  return words.trim().match(/[^?؟]+[?؟]*$/u)?.[0].trim() || words;
}
