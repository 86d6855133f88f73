/** @import { Here } from "./here.js" */
/** @import { MyCard } from "../core/device.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../core/words.js";
import { ownTexts } from "./away.js";
import { quietButton } from "./controls.js";
import { latestCards } from "./duties.js";
import { cardsAside, fateOf, fates } from "./fates.js";
import { isOnWall } from "./my-cards.js";
import { goneWords } from "./sent-back.js";
import { clearedOf } from "./taking-back.js";
import { isAsSent } from "./unsent.js";
import { draftAt, hasDraft, placeOf } from "./writing.js";

/** The stages in which a glance at a phone must not tell what its person wrote. */
const ALIKE = new Set(["write", "look_through", "reveal", "talk"]);

/**
 * What is this device's own while cards are read: on every phone, with cards or without, behind one
 * button and closed until it is pressed, and again on each page.
 * @param {Here} here
 */
export function yourCards(here) {
  const back = givenBack(here);
  const told = [...back, ...cardsAside(here)];
  const arrived = latestCards(here).filter((card) => !told.includes(card));
  const shown = arrived.filter((card) => isOnWall(here, card));
  const others = arrived.filter((card) => !shown.includes(card));
  const waiting = here.kept.cards.filter(({ state }) => state === "waiting");
  const anything = arrived.length || told.length || waiting.length || unsentTexts(here).length;
  const { position, step } = here.now;
  const opened = (/** @type {Event} */ event) => {
    if (/** @type {HTMLDetailsElement} */ (event.target).open) markRead(here, back);
  };
  return repeat([`${position}/${step}`], String, () => html`<details
    class="your-cards"
    @toggle=${opened}
  >
    <summary class="button-quiet">${t("Your cards")}</summary>
    ${fates(here)} ${back.length ? cameBack(here, back) : nothing} ${unsent(here)}
    ${waiting.length ? ownTexts(waiting, t("On its way")) : nothing}
    ${shown.length ? ownTexts(shown, t("On the wall")) : nothing}
    ${others.length ? ownTexts(others, arrivedWords(here)) : nothing}
    ${anything ? nothing : html`<p>${t("You sent no card.")}</p>`}
  </details>`);
}

/** @param {Here} here */
function arrivedWords({ now, workshop }) {
  return workshop.live_wall && now.kind === "write" ? t("Arrived, being read at the desk") : t("Arrived");
}

/** What was written and not sent. @param {Here} here */
function unsent(here) {
  const kept = unsentTexts(here);
  return kept.length ? ownTexts(kept, t("Not sent, kept on this phone")) : nothing;
}

/**
 * What came back, told once to a phone that is opened when cards are read no more.
 * @param {Here} here
 */
export function cameBackLate(here) {
  const back = givenBack(here).filter(({ key }) => !here.kept.taps[`read/${key}`]);
  if (ALIKE.has(here.now.kind) || !back.length) return nothing;
  const read = () => markRead(here, back);
  return html`<aside class="notice" aria-label=${t("About one of your cards")}>
    ${cameBack(here, back)} ${quietButton(t("I have read it"), read)}
  </aside>`;
}

/**
 * Why a card was set aside, until the end: where cards are read no more, only on the phone that sent
 * it, and closed until it is pressed.
 * @param {Here} here
 */
export function asideLate(here) {
  const { kind } = here.now;
  if (ALIKE.has(kind) || kind === "break" || !cardsAside(here).length) return nothing;
  return repeat([kind], String, () => html`<details class="your-cards">
    <summary class="button-quiet">${t("Your cards")}</summary>
    ${fates(here)} ${here.sealed ? html`<p>${goneWords()}</p>` : nothing}
  </details>`);
}

/** Says that somebody has read what came back: it is told once. */
function markRead(/** @type {Here} */ here, /** @type {readonly MyCard[]} */ back) {
  if (back.some(({ key }) => !here.kept.taps[`read/${key}`]))
    here.keep(({ taps }) => back.forEach(({ key }) => (taps[`read/${key}`] = true)));
}

/** @param {Here} here @param {readonly MyCard[]} cards */
function cameBack(here, cards) {
  const late = cards.filter((card) => isLate(here, card));
  const cleared = cards.filter(({ round }) => clearedOf(here.now).includes(round));
  const few = cards.filter((card) => ![...late, ...cleared].includes(card));
  return html`${few.length ? told(few, t(
      "Too few of us wrote, so your card was not shown to anyone. It came back to this phone.",
    )) : nothing}
    ${cleared.length ? told(cleared, t(
      "A great many devices came at once, so what had been sent was cleared. Your card was not " +
        "shown to anyone. It came back to this phone.",
    )) : nothing}
    ${late.length ? told(late, t(
      "There was no time for your card, so it was not shown to anyone. It came back to this phone.",
    )) : nothing}`;
}

/** Whether nobody at the desk has read a card. @param {Here} here @param {MyCard} card */
const isLate = (here, card) => fateOf(here, card) === "late";

/** @param {readonly MyCard[]} cards @param {string} why */
const told = (cards, why) => html`<p>${why}</p>
  ${ownTexts(cards, "")}`;

/**
 * The cards of this device that went back to it, as too few wrote, or as nobody has read them. The
 * server does not know whose they were: each device compares what its own cards say with the round,
 * or asks; of a live wall, which has shown some of a round, it only asks.
 * @param {Here} here @returns {MyCard[]}
 */
export function givenBack(here) {
  const few = new Set(here.workshop.live_wall ? [] : here.now.given_back);
  const cleared = new Set(clearedOf(here.now));
  return here.kept.cards.filter((card) => {
    const { state, round, show_few: shows } = card;
    if (state !== "arrived") return false;
    return isBack(here, card) || cleared.has(round) || (few.has(round) && !shows);
  });
}

/** Whether the server has said that a card went back. @param {Here} here @param {MyCard} card */
const isBack = (here, card) => ["late", "back"].includes(String(fateOf(here, card)));

/** @param {Here} here */
function unsentTexts(here) {
  const refused = here.kept.cards.filter((card) => card.state === "refused");
  const edits = here.kept.cards.filter(({ key }) => {
    const text = here.draft(placeOf(key));
    return text && !isAsSent(placeOf(key), text, here.kept.cards);
  });
  const drafts = [...(hasDraft(here) ? [""] : []), ...edits.map(({ key }) => key)];
  return [...refused, ...drafts.map((key) => draftAt(here, key))];
}
