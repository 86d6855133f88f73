/** @import { DeskAnswerEntry, DeskCard } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { ref } from "../../../vendor/lit-html/directives/ref.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../../core/words.js";
import { coverAll } from "../../desk/batch-panel.js";
import { quiet } from "../../desk/buttons.js";
import { notEnough, tooFewWrote } from "../../desk/losses.js";
import { isCallOver } from "../../desk/next.js";
import { reviewList } from "../../desk/review-list.js";
import { listedCards, openCard } from "../../desk/reviewing.js";
import { evenly } from "../../projector/evenly.js";
import { shareSentence } from "../../projector/numbers.js";
import { beenSentence } from "../../words/screen-and-phone.js";
import { askable } from "./desk-askable.js";
import { Picked } from "./desk-picked.js";

/** The amounts from which a card is one that the room knows. */
const KNOWN = new Set(["several", "many", "most"]);

/** @param {Desk} desk */
export function heading(desk) {
  const { phase } = desk.now;
  if (phase === "picking") return t("Which card do we ask about?");
  if (phase !== "reading") return "";
  const cards = listedCards(desk);
  const open = openCard(desk);
  if (open) return t("Answer {n} of {all}", { n: cards.indexOf(open) + 1, all: cards.length });
  const left = cards.filter(({ aside, read }) => !aside && !read).length;
  return left ? tn("{n} answer to read", "{n} answers to read", left) : t("All answers have been read.");
}

/** @param {Desk} desk */
export function sentence(desk) {
  const { phase } = desk.now;
  if (phase === "picking") return html`<p class="t-second">${t("Cards where several people or more have been there.")}</p>`;
  if (phase !== "reading" || !listedCards(desk).length) return nothing;
  if (listedCards(desk).every(({ aside, read }) => aside || read)) return nothing;
  return html`<p class="t-second">${t("Read each one first. Until then the room sees “{words}”", { words: t("The answers have arrived.") })}
    ${coverAll(desk, listedCards(desk))}</p>`;
}

/** @param {Desk} desk */
export function stage(desk) {
  const { phase } = desk.now;
  if (phase === "picking") return picking(desk);
  if (phase === "reading") return reviewList(desk);
  if (phase === "showing") return showing(desk);
  return html`<p class="t-statement" role="status">${state(desk)}</p> ${few(desk)} ${askedAbout(desk)}`;
}

/** @param {Desk} desk */
function state({ now, room }) {
  if (now.phase === "last_call") {
    return t("Last call: people can still send an unfinished answer. No draft is sent unless its writer says so.");
  }
  if (now.phase === "few") return t("Few people wrote. Every phone can withdraw its answer.");
  return shareSentence(room.tick?.took_part) || t("Writing in silence.");
}

/** @param {Desk} desk */
function few({ now, room, desk }) {
  if (now.phase !== "few") return nothing;
  const told = isCallOver(now, room.clock.now()) || !tooFewWrote(desk.goes, now.going_to);
  return told ? nothing : html`<p class="notice">${notEnough()}</p>`;
}

/** The cards that were not taken off and not asked about, those that many know first. @param {Desk} desk */
function picking(desk) {
  const cards = askable(desk);
  const known = cards.filter(({ been_there: been }) => KNOWN.has(been));
  const others = cards.filter(({ been_there: been }) => !KNOWN.has(been));
  if (!cards.length) return html`<p class="notice">${t("There is no card to ask about. Continue.")}</p>`;
  return html`${options(desk, known)}
    ${others.length ? html`<details class="desk-all" ?open=${!known.length}>
      <summary class="button-quiet">${tn("{n} more card, where fewer have been there", "{n} more cards, where fewer have been there", others.length)}</summary>
      ${options(desk, others)}
    </details>` : nothing}`;
}

/** @param {Desk} desk @param {readonly DeskCard[]} cards */
function options(desk, cards) {
  return html`<div class="desk-pick" role="radiogroup" aria-label=${t("Which card do we ask about?")}>
    ${repeat(cards, ({ n }) => n, (card) => option(desk, card))}
  </div>`;
}

/** @param {Desk} desk @param {DeskCard} card */
function option(desk, { n, happened, language, been_there: been }) {
  const picked = desk.atStage(Picked);
  const choose = () => desk.change(() => (picked.card = n));
  return html`<label class="desk-pick-card">
    <input type="radio" name="ask-about" .checked=${picked.card === n} @change=${choose}>
    <span class="t-cue" lang=${language} dir="auto">${happened}</span>
    <span class="t-small t-second">${been === "several" ? nothing : beenSentence(been)}</span>
  </label>`;
}

/** The card before the room, which can go while people write about it. @param {Desk} desk */
function askedAbout(desk) {
  const card = desk.room.get(`cards/${desk.now.about}`);
  return card ? html`<ul class="desk-list">${onShow(desk, card, card.happened)}</ul>` : nothing;
}

/** The answers on show, and one more card where there is time. @param {Desk} desk */
function showing(desk) {
  const answers = desk.room.list("answers");
  return html`${answers.length ? nothing : html`<p class="notice">${t("No answer is shown this time.")}</p>`}
    ${pages(desk, answers)}
    <details class="desk-all">
      <summary class="button-quiet">${t("Ask about another card")}</summary>
      ${picking(desk)}
    </details>`;
}

/** As the room's screen has them, page by page. @param {Desk} desk @param {readonly DeskAnswerEntry[]} answers */
const pages = (desk, answers) => evenly(answers, desk.now.steps).map((page, i, { length }) => html`
  ${length > 1 ? html`<h3 class="t-name" ${ref(i === desk.now.step ? bringsIntoView : undefined)}>${pageName(desk.now, i)}</h3>` : nothing}
  <ol class="desk-list">${repeat(page, ({ n }) => n, (one) => answer(desk, one))}</ol>`);

/** @param {Element | undefined} heading of the page on show */
const bringsIntoView = (heading) => requestAnimationFrame(() => heading?.scrollIntoView({ block: "nearest" }));

/** @param {Now} now @param {number} i of the page */
function pageName({ step, steps }, i) {
  const page = t("Page {page} of {pages}", { page: i + 1, pages: steps });
  return i === step ? t("{page}: the room sees it now", { page }) : page;
}

/** @param {Desk} desk @param {DeskAnswerEntry} one */
const answer = (desk, one) => onShow(desk, one, one.text,
  one.off ? nothing : listing(desk, one));

/** Also once the room has seen it: which one matters shows as people talk. @param {Desk} desk @param {DeskAnswerEntry} one */
const listing = (desk, { n, listed, text }) => (listed
  ? html`<span class="t-small">${t("on the list of lessons")}</span>`
  : quiet(t("Add to lessons"), () => desk.press({ type: "add_to_lessons", card: String(n), on: true }), text));

/**
 * Something on the room's screen that can be taken off it.
 * @param {Desk} desk @param {DeskAnswerEntry | DeskCard} one @param {string} text @param {unknown} [said]
 */
function onShow(desk, { n, language, off }, text, said = nothing) {
  const turn = () => desk.press({ type: "take_off", card: String(n), on: !off });
  return html`<li class="desk-entry desk-line-entry">
    <p class="t-cue" lang=${language} dir="auto">${text}</p>
    <p class="desk-acts">
      ${said} ${quiet(off ? t("Show again") : t("Take it off the screen"), turn, text)}
    </p>
  </li>`;
}
