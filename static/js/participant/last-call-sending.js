import { SENDS_CARDS } from "../rules/kinds.js";
import { addNothing } from "./duties.js";
import { cardsLeft, sendQuietly, wantsToSend } from "./writing.js";

const SECOND = 1000;
/** Seconds at the end of the last call in which every device sends. */
const LAST_SECONDS = 8;
const ON_THE_WAY = 1;

/**
 * In the last call every device sends once, at a random moment: one that stayed silent
 * would tell that its person wrote nothing. A last call that ends sooner or later moves the moment.
 * @param {Here} here
 */
export function sayLastWord(here) {
  const { kind, phase, round, last_call_ends_at: ends } = here.now;
  if (!SENDS_CARDS.includes(kind) || phase !== "last_call") return endLastCall(here, round);
  const left = here.room.clock.until(ends);
  if (left === null || here.hasBegun(wordOf(round))) return;
  here.once(`last call/${round}/${ends}`, () => {
    clearTimeout(here.lastWord);
    const wait = lastMoment(left) * SECOND;
    here.lastWord = setTimeout(() => here.once(wordOf(round), () => send(here, round)), wait);
  });
}

/** @param {number} round */
const wordOf = (round) => `last word/${round}`;

/** A last call that was left may come again: it has a last word of its own. */
function endLastCall(/** @type {Here} */ here, /** @type {number} */ round) {
  if (here.lastWord === undefined) return;
  clearTimeout(here.lastWord);
  here.lastWord = undefined;
  here.hasNotBegun((name) => name === wordOf(round) || name.startsWith(`last call/${round}/`));
  if (here.kept.taps[`sends/${round}`]) here.keep(({ taps }) => delete taps[`sends/${round}`]);
}

/**
 * A phone that is put away sleeps through its moment: it sends at once, whether it has a card or not.
 * @param {Here} here
 */
export function sayLastWordNow(here) {
  const { phase, round } = here.now;
  if (phase !== "last_call" || here.lastWord === undefined) return;
  clearTimeout(here.lastWord);
  here.once(wordOf(round), () => send(here, round));
}

/**
 * When to send, in seconds from now: at random in the last ones, with a second left for the way.
 * @param {number} left seconds of the last call
 */
export function lastMoment(left, random = Math.random) {
  const end = Math.max(0, left - ON_THE_WAY);
  const begin = Math.max(0, left - LAST_SECONDS);
  return begin + random() * (end - begin);
}

/** @param {Here} here @param {number} round */
function send(here, round) {
  if (here.now.round !== round || !here.now.collecting) return;
  if (wantsToSend(here) && cardsLeft(here) > 0 && sendQuietly(here)) return;
  addNothing(here, round);
}
