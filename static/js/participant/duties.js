/** @import { Here } from "./here.js" */
import { clearedOf, takeBackCleared } from "./taking-back.js";
import { askHeld } from "./way-to-device.js";

/** Milliseconds within which a device that steps out says so, so that no moment points at it. */
const SPREAD = 600;
const AGAIN = 1500;
/** From the reveal on, or from the end of the writing on a live wall, at each stage: what was not over
 * at one may be at the next. */
const FATES_AT = new Set(["reveal", "talk", "lessons", "vote", "commit", "finish"]);

/** What this device does without being asked, after each change. @param {Here} here */
export function dutiesOf(here) {
  if (here.sealed || here.forgotten) return;
  takeBackCleared(here);
  stepOut(here);
  askForMine(here);
  askHeldAnew(here);
}

/** With a stage, rows come and go: whoever looks at them sees that. @param {Here} here */
function askHeldAnew(here) {
  if (!here.opened.has("device") || here.room.connected !== "connected") return;
  const { position, round, phase } = here.now;
  const at = `${position}/${round}/${phase}`;
  if (here.heldAt === at) return;
  here.heldAt = at;
  askHeld(here);
}

/** @type {Record<string, (here: Here, round: number) => void>} */
const OUT = { write: addNothing, vote: placeBallot };

/**
 * Stepping out is taking part, and the votes count as they are placed; nobody is told that it
 * happened.
 * @param {Here} here
 */
function stepOut(here) {
  const { kind, round, collecting } = here.now;
  const [say, name] = [OUT[kind], `out/${round}`];
  if (!say || !collecting) return;
  // Who comes back, votes and goes again says so again.
  if (!here.kept.taps.stepped_out) return here.hasNotBegun((one) => one === name);
  here.once(name, () => setTimeout(() => say(here, round), Math.random() * SPREAD));
}

/**
 * As "That's all from me"; not of someone who is back already.
 * @param {Here} here @param {number} round
 */
function placeBallot(here, round) {
  if (here.kept.taps.stepped_out) here.room.send({ type: "done_voting", round });
}

/** @param {Here} here @param {number} round */
export function addNothing(here, round) {
  // Not by here.send: nobody's thumb did this.
  here.room.send({ type: "nothing_to_add", round });
}

/**
 * Whether something of this device was set aside or came back. Every device asks, also one that has
 * sent nothing.
 * @param {Here} here
 */
function askForMine(here) {
  const { kind, phase, position, collecting } = here.now;
  const asks = FATES_AT.has(kind) || (kind === "write" && collecting === false && here.workshop.live_wall);
  if (!asks || phase === "too_few" || here.room.connected !== "connected") return;
  // A stage that was cleared begins anew, and so do the questions.
  const name = `mine/${position}/${clearedOf(here.now).length}`;
  here.once(name, () => ask(here).catch(() => setTimeout(() => here.anew(name), AGAIN)));
}

/** @param {Here} here */
async function ask(here) {
  const keys = askedAfter(here);
  const fates = await here.room.mine(keys);
  here.keep(({ taps }) => fates.forEach((fate, i) => {
    taps[`fate/${keys[i]}`] = fate;
    taps[`asked/${keys[i]}`] = Number(taps[`asked/${keys[i]}`] ?? 0) + 1;
  }));
}

/**
 * What names the cards, lessons and offers of which this device has heard nothing yet, first those
 * after which it has asked least: one message takes nine, and each is to have its turn.
 * @param {Here} here
 */
export function askedAfter({ kept: { cards, lessons, offers, taps } }) {
  const arrived = [...cards, ...lessons].filter(({ state }) => state === "arrived");
  const names = [...arrived.map(({ key }) => key), ...offers.flatMap(({ id }) => id || [])];
  const times = (/** @type {string} */ name) => Number(taps[`asked/${name}`] ?? 0);
  return names.filter((name) => (taps[`fate/${name}`] ?? "none") === "none")
    .sort((one, other) => times(one) - times(other));
}

/** The arrived cards of the last round that this device wrote in. @param {Here} here */
export function latestCards(here) {
  const arrived = here.kept.cards.filter((card) => card.state === "arrived");
  const last = Math.max(...arrived.map((card) => card.round));
  return arrived.filter((card) => card.round === last);
}
