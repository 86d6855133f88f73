import { chance } from "../core/chance.js";
import { nameOf } from "../core/mine.js";
import { newKey } from "../core/new-key.js";
import { askHeld } from "./way-to-device.js";

const SECOND = 1000;
/** Seconds within which a device that has stepped out says so where no clock runs. */
const NO_CLOCK = 180;
const AGAIN = 1500;
/** From the reveal on, or from the end of the writing on a live wall, at each stage: what was not over
 * at one may be at the next. */
const FATES_AT = new Set(["reveal", "talk", "lessons", "vote", "commit", "finish"]);

/** What this device does without being asked, after each change. @param {Here} here */
export function dutiesOf(here) {
  if (here.sealed || here.forgotten) return;
  forgetVotes(here);
  stepOut(here);
  askForMine(here);
  askHeldAnew(here);
}

/** Votes that were placed before voting began anew count no more. @param {Here} here */
function forgetVotes(here) {
  const { kind, phase, round, collecting } = here.now;
  if (kind !== "vote" || phase !== "open" || !collecting) return;
  const gone = Object.keys(here.kept.votes).filter((one) => Number(one) !== round);
  if (gone.length) here.keep(({ votes }) => gone.forEach((one) => delete votes[one]));
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

/** @type {Record<string, "nothing_to_add" | "done_voting">} */
const OUT = { write: "nothing_to_add", ask_how: "nothing_to_add", vote: "done_voting" };

/**
 * Stepping out is taking part, and the votes count as they are placed. It is said at a random moment
 * of what is left, with a beat that every phone sends: no moment, no message tells who stepped out.
 * @param {Here} here
 */
function stepOut(here) {
  const { kind, round, collecting } = here.now;
  const [type, name] = [OUT[kind], `out/${round}`];
  if (!type || !collecting) return;
  // Who comes back and goes again says so again.
  if (!here.kept.taps.stepped_out) return here.hasNotBegun((one) => one === name);
  const say = () => {
    // Not of someone who is back already; and in a round that is over there is nothing to say.
    const now = here.now.round === round && here.now.collecting;
    if (now && here.kept.taps.stepped_out && !here.kept.taps[nameOf({ type, round })])
      here.room.send({ type, round }, newKey(), true);
  };
  here.once(name, () => setTimeout(say, momentToSay(here) * SECOND));
}

/**
 * In how many seconds it is said: before the stage's clock is at its end, where the last call begins.
 * @param {Here} here
 */
function momentToSay(here) {
  const left = here.room.clock.remaining() ?? 0;
  return chance() * (left > 0 ? left : NO_CLOCK);
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
  const name = `mine/${position}`;
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
