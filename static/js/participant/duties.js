/** @import { Here } from "./here.js" */
import { lookUp } from "./way_to_device.js";
import { cardsLeft, sendQuietly, wantsToSend } from "./writing.js";

/** Milliseconds within which a device that steps out says so, so that no moment points at it. */
const SPREAD = 600;
const SECOND = 1000;
/** Seconds at the end of the last call in which every device sends. */
const LAST_SECONDS = 8;
const ON_THE_WAY = 1;
const AGAIN = 1500;
/** Also after the reveal, for a phone that slept through it. */
const FATES_AT = new Set(["reveal", "talk"]);

/** What this device does without being asked, after each change. @param {Here} here */
export function dutiesOf(here) {
  if (here.sealed || here.forgotten) return;
  stepOut(here);
  sayLastWord(here);
  askForMine(here);
  lookAgain(here);
}

/** With a stage, rows come and go: whoever looks at them sees that. @param {Here} here */
function lookAgain(here) {
  if (!here.opened.has("device") || here.room.connected !== "connected") return;
  const { position, round, phase } = here.now;
  const at = `${position}/${round}/${phase}`;
  if (here.heldAt === at) return;
  here.heldAt = at;
  lookUp(here);
}

/** Stepping out is taking part; nobody is told that it happened. @param {Here} here */
function stepOut(here) {
  const { kind, round, collecting } = here.now;
  if (kind !== "write" || !collecting || !here.kept.taps.stepped_out) return;
  here.once(`out/${round}`, () => setTimeout(() => addNothing(here, round), Math.random() * SPREAD));
}

/**
 * In the last call every device sends once, at a moment that is chance: one that stayed silent
 * would tell that its person wrote nothing. A last call that ends sooner or later moves the moment.
 * @param {Here} here
 */
function sayLastWord(here) {
  const { kind, phase, round, last_call_ends_at: ends } = here.now;
  if (kind !== "write" || phase !== "last_call") return endLastCall(here, round);
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

/** @param {Here} here @param {number} round */
function addNothing(here, round) {
  // Not by here.send: nobody's thumb did this.
  here.room.send({ type: "nothing_to_add", round });
}

/**
 * Whether a card of this device was set aside. Every device asks, also one without a card.
 * @param {Here} here
 */
function askForMine(here) {
  const { kind, phase, position } = here.now;
  if (!FATES_AT.has(kind) || phase === "too_few" || here.room.connected !== "connected") return;
  const name = `mine/${position}`;
  here.once(name, () => ask(here).catch(() => setTimeout(() => here.anew(name), AGAIN)));
}

/** @param {Here} here */
async function ask(here) {
  const keys = latestCards(here).map((card) => card.key);
  const fates = await here.room.mine(keys);
  here.keep((kept) => keys.forEach((key, i) => (kept.taps[`fate/${key}`] = fates[i] ?? "")));
}

/** The arrived cards of the last round that this device wrote in. @param {Here} here */
export function latestCards(here) {
  const arrived = here.kept.cards.filter((card) => card.state === "arrived");
  const last = Math.max(...arrived.map((card) => card.round));
  return arrived.filter((card) => card.round === last).slice(-3);
}
