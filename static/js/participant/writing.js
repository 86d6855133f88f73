/** @import { MyCard } from "../core/device.js" */
/** @import { Draft } from "./draft.js" */
import { answerOf } from "../core/kept-names.js";
import { newKey } from "../core/new-key.js";
import { t } from "../core/words.js";
import { refusalWords } from "../words/refusals.js";
import { draftState, EMPTY } from "./draft.js";

/** What is pressed in the last call. */
export const SENDS = "send";
export const KEEPS = "keep private";

/**
 * The place of a draft: of a new card or answer, or of a card that is edited.
 * @param {Here} here @param {string} [card]
 */
export function placeOf({ now }, card = "") {
  if (card) return `card/${card}`;
  return now.about ? answerOf(now.about) : "write";
}

/** @param {Here} here @param {string} [card] @returns {Draft} */
export function draftAt(here, card) {
  const { about } = here.now;
  return { ...written(here.draft(placeOf(here, card))), ...(about ? { about } : {}) };
}

/** @param {string | undefined} text @returns {Draft} */
const written = (text) => ({
  ...EMPTY, show_few: false, ...(text ? JSON.parse(text) : {}),
});

/** Kept at each keystroke. @param {Here} here @param {string} card @param {Partial<Draft>} part */
export function type(here, card, part) {
  const place = placeOf(here, card);
  here.trouble(place, "");
  here.keep(({ drafts, keys }) => {
    const draft = { ...written(drafts[place]), ...part };
    const key = draft.key && !keys.includes(draft.key) ? draft.key : newKey();
    const anything = draft.happened || draft.learned || draft.may_stand || card;
    if (anything) drafts[place] = JSON.stringify(card ? draft : { ...draft, key });
    else delete drafts[place];
  });
}

/** Whether something is written that was not sent. @param {Here} here */
export function hasDraft(here) {
  return draftState(draftAt(here)).begun;
}

/** This device's cards of the present round. @param {Here} here */
function myCards(here) {
  return here.kept.cards.filter((card) => card.round === here.now.round);
}

/** Those of them that were sent, or are on their way. @param {Here} here */
function sentCards(here) {
  return myCards(here).filter(({ state }) => state !== "refused");
}

/** How many more this device may write. @param {Here} here */
export function cardsLeft(here) {
  return here.now.cards_each - sentCards(here).length;
}

/** Whether this device has said that it has nothing to add. @param {Here} here */
function addsNothing(here) {
  return here.tapped({ type: "nothing_to_add", round: here.now.round }) === true;
}

/** Whether the server knows that this device has taken part. @param {Here} here */
function tookPart(here) {
  const arrived = myCards(here).some(({ state }) => state === "arrived");
  return arrived || (addsNothing(here) && !here.waitsFor("nothing_to_add"));
}

/** Where this device stands in the round; of a draft nothing where the browser keeps none. @param {Here} here */
export const stateWords = (here) =>
  tookPart(here) ? tookPartWords(here) : here.lasting ? t("Your draft is kept.") : "";

/**
 * All that is shown and said aloud of a card or an answer and, in the same words, of "Nothing to add".
 * @param {Here} here
 */
const tookPartWords = ({ now }) => now.about ? t("Your answer has arrived.") : t("You have taken part.");

/** @param {Here} here */
export async function sayNothing(here) {
  const answer = await here.send({ type: "nothing_to_add", round: here.now.round }, placeOf(here));
  if (!("refused" in answer)) here.news = tookPartWords(here);
}

/** Sends the draft as a new card. @param {Here} here */
export function sendCard(here) {
  here.withDraft(placeOf(here), () => sendAsItIs(here));
}

/**
 * Under the draft's own key, which both tabs have that send it in the same moment: the server then
 * takes it once. A key that went out has had its card.
 * @param {Here} here
 */
async function sendAsItIs(here) {
  const { key: own = newKey(), ...words } = draftAt(here);
  if (explains(here, "", words) || isUsedUp(here)) return;
  const key = here.kept.keys.includes(own) ? newKey() : own;
  const { round } = here.now;
  const sent = here.send({ type: "write_card", round, ...words }, placeOf(here), key);
  const answer = await sent;
  if ("refused" in answer) putBack(here, key);
  else here.news = tookPartWords(here);
}

/** Says, where it is so, that this device has sent all its cards. @param {Here} here */
function isUsedUp(here) {
  if (cardsLeft(here) > 0) return false;
  const why = refusalWords({ refused: "cards_used_up", about: String(here.now.cards_each) });
  here.trouble(placeOf(here), here.now.about ? answerSent() : why);
  return true;
}

const answerSent = () => t("You have sent an answer. You can change it under “What you sent”.");

/** Sends new words for a card. @param {Here} here @param {MyCard} card */
export function saveCard(here, card) {
  here.withDraft(placeOf(here, card.key), () => saveAsItIs(here, card));
}

/** @param {Here} here @param {MyCard} card */
async function saveAsItIs(here, { key, round }) {
  const draft = draftAt(here, key);
  if (explains(here, key, draft)) return;
  const { about: _, ...words } = draft;
  const command = /** @type {const} */ ({ type: "edit_card", round, card: key, ...words });
  const answer = await here.send(command, placeOf(here, key));
  if (!("refused" in answer)) here.noted();
}

/** @param {Here} here @param {MyCard} card */
export function edit(here, { key, happened, learned, may_stand, show_few }) {
  here.keepDraft(placeOf(here, key), JSON.stringify({ happened, learned, may_stand, show_few }));
}

/** @param {Here} here @param {MyCard} card */
export function withdraw(here, { key, round }) {
  return here.send({ type: "withdraw_card", round, card: key }, placeOf(here, key));
}

/**
 * Says that the draft goes out at the end of the last call, or that it stays here after all.
 * @param {Here} here @param {boolean} on
 */
export function sendAtTheEnd(here, on) {
  if (on && (explains(here, "", draftAt(here)) || isUsedUp(here))) return;
  // The moment has passed: later than the others is better than not at all.
  if (on && here.hasBegun(`last word/${here.now.round}`)) return sendCard(here);
  here.press(on ? SENDS : KEEPS);
  here.keep(({ taps }) => (taps[`sends/${here.now.round}`] = on));
}

/** Whether the draft is to go out at the end of the last call. @param {Here} here */
export function wantsToSend(here) {
  return Boolean(here.kept.taps[`sends/${here.now.round}`]) && hasDraft(here);
}

/** Whether it still will: once this phone has sent its last word, nothing waits. @param {Here} here */
export function sendsAtTheEnd(here) {
  return wantsToSend(here) && !here.hasBegun(`last word/${here.now.round}`);
}

/**
 * Sends the draft without a sound, a vibration or a move of the focus, so that nobody beside this
 * phone learns that it had a card. @param {Here} here @returns {boolean} whether there was one
 */
export function sendQuietly(here) {
  const { key: own = newKey(), ...words } = draftAt(here);
  if (unreadyWords(words)) return false;
  const key = here.kept.keys.includes(own) ? newKey() : own;
  const sent = here.room.send({ type: "write_card", round: here.now.round, ...words }, key);
  sent.then((answer) => "refused" in answer && putBack(here, key));
  return true;
}

/**
 * A refused card becomes the draft again, unless another one has been begun.
 * @param {Here} here @param {string} key
 */
export function putBack(here, key) {
  here.keep((kept) => {
    const card = kept.cards.find((one) => one.key === key);
    const place = card?.about ? answerOf(card.about) : "write";
    if (!card || draftState(written(kept.drafts[place])).begun) return;
    const { happened, learned, may_stand, show_few } = card;
    kept.drafts[place] = JSON.stringify({ key: newKey(), happened, learned, may_stand, show_few });
    kept.cards = kept.cards.filter((one) => one.key !== key);
  });
}

/** @param {Here} here @param {string} key */
export function drop(here, key) {
  here.keep((kept) => (kept.cards = kept.cards.filter((card) => card.key !== key)));
}

/**
 * Says why a draft cannot be sent, where that is so. @param {Here} here @param {string} card
 * @param {Draft} draft
 */
function explains(here, card, draft) {
  const why = unreadyWords(draft);
  here.trouble(placeOf(here, card), why);
  if (why)
    document
      .getElementById(why && draftState(draft).unready === "learned_long" ? "learned" : "happened")
      ?.focus();
  return Boolean(why);
}

/** Why a draft cannot be sent, in words; "" when it can. @param {Draft} draft */
export function unreadyWords(draft) {
  const { unready } = draftState(draft);
  if (draft.about && unready) return unready === "happened_long"
    ? t("Your answer is too long to send. It is kept here; shorten it.")
    : t("First write your answer; then you can send it.");
  if (unready === "empty" || unready === "happened_empty")
    return t("First write what happened; then you can send it.");
  if (unready === "happened_long")
    return t("The first part is too long to send. It is kept here; shorten it.");
  if (unready === "learned_long")
    return t("The second part is too long to send. It is kept here; shorten it.");
  return "";
}
