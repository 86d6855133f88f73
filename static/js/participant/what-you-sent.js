import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { care, ownText, ownWords } from "./away.js";
import { cardsAside, fateOf, sentCards } from "./sent-cards.js";
import { endedLetters, withoutLetters } from "../core/letters-left.js";
import { letterOf, refusedOf } from "../core/kept-names.js";
import { forgetWords, keptOf, wordsLeftIn } from "../core/sweep.js";
import { commitmentSentence } from "../words/commitments.js";
import { tooFewWords } from "../words/too-few-votes.js";
import { ownDates } from "../stages/finish/phone-own-dates.js";
import { askedToSpeak } from "./check-in.js";
import { onItsWay, quietButton } from "./controls.js";
import { takeBackPulse } from "./pulse.js";
import { drafts, lastWords } from "./unsent.js";
import { placeOf, sendsAtTheEnd } from "./writing.js";

/**
 * All that is this device's own: one page of one height, which every phone has, whatever is inside.
 * @param {Here} here @returns {Page}
 */
export function whatYouSent(here) {
  const sent = [...sentCards(here), ...sentWords(here)];
  const all = [...sent, ...unsentWords(here), ...notes(here), ...earlierWords(here)];
  const body = html`<section class="sent" aria-labelledby="sent-title">
    <h2 class="t-heading" id="sent-title">${t("What you sent")}</h2>
    <p class="t-second">${t("Only this phone shows it.")}<br />${t("Every phone has this page.")}</p>
    <div class="sent-inside" role="group" tabindex="0" aria-labelledby="sent-title">
      ${all.length ? [state(here, sent.length > 0), all] : sentNothing(here)}
      ${isAside(here) ? care(here) : nothing}
    </div>
  </section>`;
  return { body };
}

/** After the end a phone does not know any more whether anything was sent. @param {Here} here */
const sentNothing = ({ sealed }) => sealed
  ? html`<p class="t-statement">${t("Nothing that you wrote is on this phone.")}</p>`
  : html`<p class="t-statement">${t("You sent nothing.")}</p>
    <p class="t-second">${t(
      "Cards, lessons, offers, letters and votes that you send are listed here, with what became of them.",
    )}</p>`;

/** Whether all of it has come; after the end, where it is. @param {Here} here @param {boolean} sent */
function state(here, sent) {
  if (!sent && !here.room.waiting) return nothing;
  return html`<p class="t-second">${here.sealed ? goneWords() : arrivedWords(here)}</p>`;
}

/** Of what only the open page has. */
const goneWords = () => t("This phone has erased it, too. It is gone when you close this page.");

/** @param {Here} here */
function arrivedWords({ room: { waiting } }) {
  if (!waiting) return t("Everything you sent has arrived.");
  return tn(
    "{n} item is still on its way. Wait until it has arrived.",
    "{n} items are still on their way. Wait until they have arrived.",
    waiting,
  );
}

/** @typedef {Record<string, () => string>} Sentences by what the server says became of something */

/** @type {Sentences} */
const LESSONS = {
  safe: () => t("We kept this lesson off the list to protect you: people could have recognised you."),
  name: () => t("We kept this lesson off the list because it names someone. The reason is the name, not what it teaches."),
  care: () => t("We kept this lesson off the list because it deserves more care than this hour allows."),
  away: () => t("We kept this lesson off the list because it needs to be heard somewhere other than here."),
  back: () => t("Too few for it to be shown; it stays with you."),
  late: () => t("There was no time to read this lesson, so it was not shown. It stays with you."),
};

/** @type {Sentences} */
const OFFERS = {
  safe: () => t("We did not show this offer, to protect you: people could have recognised you."),
  name: () => t("We did not show this offer because it names someone else. Here, people name only themselves."),
  care: () => t("We did not show this offer because it deserves more care than this hour allows."),
  away: () => t("We did not show this offer because it needs to be heard somewhere other than here."),
  late: () => t("There was no time to read this offer, so it was not shown. It stays with you."),
};

const ASIDE = new Set(["safe", "name", "care", "away"]);
/** What was never let on, while the list has the same words: someone has said them aloud. */
const UNSHOWN = new Set(["back", "late"]);

/** Lessons, offers and letters, each with what became of it. @param {Here} here @returns {unknown[]} */
function sentWords(here) {
  return [...lessons(here), ...offers(here), ...(here.sealed ? letterEnds(here) : letters(here))];
}

/** Whether something of this device was set aside: whom to turn to is then said. @param {Here} here */
function isAside(here) {
  const { lessons, offers } = here.words;
  const names = [...lessons.map(({ key }) => key), ...offers.map(({ id }) => id)];
  return cardsAside(here).length > 0 || names.some((key) => ASIDE.has(fateOf(here, { key })));
}

/** @param {string} text @param {unknown} state @param {unknown} [acts] */
const one = (text, state, acts = nothing) => html`<div class="sent-one">
  ${ownText({ happened: text, learned: "" })}
  ${state ? html`<p class="t-second">${state}</p>` : nothing} ${acts}
</div>`;

/** @param {Here} here */
function lessons(here) {
  return here.words.lessons.map((lesson) => one(lesson.text, lessonState(here, lesson)));
}

/** @param {Here} here @param {{key: string, text: string, state: string}} lesson @returns {string} */
export function lessonState(here, { key, text, state }) {
  const fate = fateOf(here, { key });
  const listed = here.room.list("lessons").some((one) => one.text.trim() === text.trim());
  if (listed && (UNSHOWN.has(fate) || fate === "none")) return t("It is on the list.");
  if (state === "waiting") return here.sealed ? "" : onItsWay();
  return LESSONS[fate]?.() ?? (here.sealed ? "" : t("Your lesson has arrived."));
}

/** @param {Here} here */
function offers(here) {
  return here.words.offers.map((offer) => one(commitmentSentence(offer), offerState(here, offer.id)));
}

/** @param {Here} here @param {string} id "" until it has arrived */
function offerState(here, id) {
  if (!id) return here.sealed ? "" : onItsWay();
  const told = OFFERS[fateOf(here, { key: id })]?.();
  if (told || here.sealed) return told ?? "";
  return here.room.get(`commitments/${id}`)
    ? t("The room sees it.") : t("Only the facilitator’s desk shows it.");
}

const TELLERS = /** @type {const} */ (["story", "story2"]);

/** @param {Here} here */
function letters(here) {
  const open = (here.room.get("letters")?.to ?? []).map(({ place }) => place);
  return TELLERS.flatMap((to) => {
    const text = here.kept.taps[letterOf(to)];
    return typeof text === "string" && text ? letter(here, to, text, open.includes(to)) : [];
  });
}

/** @param {Here} here @param {WriteLetter["to"]} to @param {string} text @param {boolean} open */
function letter(here, to, text, open) {
  const waits = here.kept.outbox.some(({ command }) => command.type === "write_letter" && command.to === to);
  const back = () => void here.send({ type: "write_letter", to, text: "" }, letterOf(to));
  return one(text, waits ? onItsWay() : t("Your letter has arrived."), open
    ? quietButton(t("Withdraw"), back, t("Withdraw: {about}", { about: t("A letter to the teller") }))
    : nothing);
}

/** @type {Record<import("../core/letters-left.js").Outcome, () => string>} */
const ENDS = {
  gone: () => t("Your letter has gone to the facilitator with the others."),
  unsure: () => t(
    "This phone did not hear whether everything you sent to the teller arrived before the end. " +
      "What arrived has gone to the facilitator with the others.",
  ),
  back: () => t(
    "The facilitator does not have your letter: too few people wrote one, or the teller no " +
      "longer gets letters. It is only on this page, and gone when you close it.",
  ),
  unsent: () => t("You did not send this letter. It is only on this page, and gone when you close it."),
};

/** What became of this phone's letters, once all else is erased. @param {Here} here */
function letterEnds(here) {
  const ended = endedLetters(here.words, here.room.get("finish")?.letters ?? []);
  return ended.flatMap(({ outcome, texts }) => texts.map((text) => one(text, ENDS[outcome]())));
}

/** What was written and not sent. @param {Here} here */
function unsentWords(here) {
  const unsent = () => t("Not sent yet.");
  if (here.sealed) {
    return lastWords(withoutLetters(here.words)).unsent.map(({ happened }) => one(happened, unsent()));
  }
  const soon = () => here.now.kind === "ask_how"
    ? t("Your answer will be sent in a moment.") : t("Your card will be sent in a moment.");
  const state = (/** @type {string} */ place) => place === placeOf(here) && sendsAtTheEnd(here) ? soon() : unsent();
  return drafts(here.kept).map(({ place, text }) => one(text, html`${state(place)} ${here.why(place)}`));
}

/** Votes once voting has ended, the request for a word, the pulse, one's own dates. @param {Here} here @returns {unknown[]} */
export function notes(here) {
  if (here.sealed) return ownDates(here);
  return [...votes(here), ...askedToSpeak(here), ...takeBackPulse(here), ...ownDates(here)];
}

/** @param {Here} here */
function votes(here) {
  const { kept, now, room } = here;
  const few = tooFewWords({ too_few: "", ...room.get("ballot") });
  const rounds = Object.keys(kept.votes).map(Number)
    .filter((round) => round !== now.round || !now.collecting || now.phase === "ended");
  return rounds.flatMap((round) => {
    const mine = Object.entries(kept.votes[round] ?? {}).filter(([, votes]) => votes);
    const late = kept.taps[refusedOf(round)] === "round_closed";
    if (!mine.length && !late) return [];
    return html`<div class="sent-one">
      <p class="part-title">${t("Your votes")}</p>
      ${mine.map(([id, n]) => html`<p>${n} <bdi>${room.get(`lessons/${id}`)?.text ?? ""}</bdi></p>`)}
      ${late ? html`<p>${t("One of your votes came too late and does not count.")}</p>` : nothing}
      ${few ? html`<p class="t-second">${few}</p>` : nothing}
    </div>`;
  });
}

/** @typedef {{ids: string[], words: unknown[]}} Left */

/** What was found when a page first asked: shown, it is erased, and stays in the page's memory. @type {WeakMap<Here, Left>} */
const found = new WeakMap();

/**
 * What somebody wrote on this phone in workshops that it did not see end: once it is shown, this page
 * alone has it.
 * @param {Here} here @returns {unknown[]}
 */
function earlierWords(here) {
  const left = found.get(here) ?? leftHere();
  found.set(here, left);
  if (!left.words.length) return [];
  left.ids.splice(0).forEach((id) => forgetWords(localStorage, id));
  return [html`<p>${t(
    "You wrote this in an earlier workshop. This phone has now erased it, and it is gone when " +
      "you close this page.",
  )}</p>`, ...left.words];
}

/** @returns {Left} */
function leftHere() {
  try {
    const ids = wordsLeftIn(localStorage);
    const words = ids.map((id) => ownWords(keptOf(localStorage, id))).filter((each) => each !== nothing);
    return { ids: words.length ? ids : [], words };
  } catch {
    return { ids: [], words: [] };
  }
}
