/** @import { DeskCommand } from "../protocol.js" */
/** @import { Plan } from "./schedule.js" */
import { t, tn } from "../core/words.js";
import { SECONDS_FOR_ONE } from "../rules/for-desks.js";
import { PAGE_OF_SIX } from "../rules/for-phones.js";
import { LEAST, LINGERS } from "../rules/kinds.js";
import { listed } from "../words/listed.js";
import { idAt, nameAt } from "./stage-at.js";
import { ends } from "./next.js";
import { minutesBehind } from "./schedule.js";

/** From so many minutes behind on, something is worth saying about it. */
const WORTH = 2;
/** Seconds that a page of six takes at least. */
const PAGE = 60;
const MINUTE = 60;

/**
 * Something that saves time, to be done with one press.
 * @typedef {object} Offer
 * @property {string} name
 * @property {string} label
 * @property {string} note what it saves
 * @property {DeskCommand} command
 */
/**
 * @typedef {Plan & {now: Now, took: Readonly<Record<string, number>>, cardsWaiting: number}} Hour
 */

/**
 * What a facilitator would think of when the workshop is behind, each with what it saves.
 * @param {Hour} hour @returns {Offer[]}
 */
export function offersOf(hour) {
  const behind = minutesBehind(hour);
  if (behind === null || behind < WORTH || ends(hour.now)) return [];
  const found = [...leaveOut(hour), sixNow(hour), sixThen(hour), shorten(hour, behind)];
  return found.filter((offer) => offer !== null);
}

/** Whole stages without which a workshop is still one. @param {Hour} hour @returns {Offer[]} */
function leaveOut(hour) {
  const { agenda } = hour;
  const first = agenda.stages.findIndex(({ kind }) => kind === "story");
  return coming(hour)
    .filter((at) => !hour.took[idAt(agenda, at)])
    .filter((at) => canGo(agenda.stages[at]?.kind ?? "", at, first))
    .map((at) => ({
      name: `skip-${idAt(agenda, at)}`,
      label: t("Leave out: {stage}", { stage: nameAt(agenda, at) }),
      note: savesWords(agenda.stages[at]?.minutes ?? 0),
      command: { type: "skip_stage", stage: idAt(agenda, at), on: true },
    }));
}

/** @param {string} kind @param {number} at @param {number} first where the first story is told */
const canGo = (kind, at, first) =>
  kind === "talk" || kind === "break" || kind === "go_first" || (kind === "story" && at > first);

/** Pages of six for the cards that were not shown yet. @param {Hour} hour @returns {Offer | null} */
function sixNow({ now }) {
  if (now.kind !== "reveal" || now.page_size !== 1 || now.phase !== "open") return null;
  const cards = now.steps - 1 - now.step;
  const saves = Math.floor((cards * SECONDS_FOR_ONE - Math.ceil(cards / PAGE_OF_SIX) * PAGE) / MINUTE);
  if (saves < 1) return null;
  return {
    name: "six",
    label: t("Show six cards at a time"),
    note: tn("saves about {n} minute", "saves about {n} minutes", saves),
    command: { type: "page_size", turn: now.turn, size: PAGE_OF_SIX },
  };
}

/**
 * Fewer minutes for a reveal that is next: with less than `SECONDS_FOR_ONE` for each of its cards it
 * begins with pages of six.
 * @param {Hour} hour @returns {Offer | null}
 */
function sixThen(hour) {
  const { agenda, now, cardsWaiting: cards } = hour;
  const at = coming(hour).find((place) => agenda.stages[place]?.kind === "reveal");
  if (now.kind !== "look_through" || at === undefined) return null;
  const minutes = Math.max(LEAST.reveal, 1 + Math.ceil(cards / PAGE_OF_SIX));
  const saves = (agenda.stages[at]?.minutes ?? 0) - minutes;
  if (saves < 1 || minutes * MINUTE >= cards * SECONDS_FOR_ONE) return null;
  return {
    name: "six",
    label: t("Reveal six cards at a time"),
    note: savesWords(saves),
    command: timed(hour, new Map([[at, minutes]])),
  };
}

/**
 * A little less for everything that comes, as far as it is behind and each stage can spare it.
 * @param {Hour} hour @param {number} behind @returns {Offer | null}
 */
function shorten(hour, behind) {
  const { stages } = hour.agenda;
  const spare = coming(hour).map((at) => spareOf(stages[at]));
  const shares = inTurn(spare, behind);
  const saves = sum(shares);
  if (!saves) return null;
  /** @type {Map<number, number>} */
  const fewer = new Map();
  coming(hour).forEach((at, i) => {
    if (shares[i]) fewer.set(at, (stages[at]?.minutes ?? 0) - shares[i]);
  });
  const list = [...fewer].map(([at, n]) => `${nameAt(hour.agenda, at)} ${t("{n} min", { n })}`);
  return {
    name: "shorten",
    label: t("Shorten the remaining stages"),
    note: `${savesWords(saves)}: ${listed(list)}`,
    command: timed(hour, fewer),
  };
}

/**
 * What a stage can spare, and whether others give first.
 * @typedef {{minutes: number, last: boolean}} Spare
 */

/** @param {import("../protocol.js").Stage | undefined} stage @returns {Spare} */
function spareOf(stage) {
  const { kind = "", minutes = 0 } = stage ?? {};
  return { minutes: Math.max(0, minutes - (LEAST[kind] ?? 1)), last: LINGERS.includes(kind) };
}

/** @param {readonly Spare[]} spare @param {number} needed @returns {number[]} */
function inTurn(spare, needed) {
  const first = shared(spare.map(({ minutes, last }) => (last ? 0 : minutes)), needed);
  const rest = needed - sum(first);
  const second = shared(spare.map(({ minutes, last }) => (last ? minutes : 0)), rest);
  return first.map((share, i) => share + (second[i] ?? 0));
}

/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

/**
 * Whole minutes in proportion to what each can spare, together as many as are needed or there are.
 * @param {readonly number[]} spare @param {number} needed @returns {number[]}
 */
export function shared(spare, needed) {
  const all = sum(spare);
  const whole = Math.min(needed, all);
  const exact = spare.map((minutes) => (all ? (minutes * whole) / all : 0));
  const shares = exact.map(Math.floor);
  const byRest = exact
    .map((share, i) => ({ i, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  const missing = whole - sum(shares);
  for (const { i } of byRest.slice(0, missing)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}

/** The positions of the stages that come. @param {Plan} plan @returns {number[]} */
function coming({ agenda, position, skipped }) {
  return agenda.stages
    .map((_, at) => at)
    .filter((at) => at > position && !skipped.includes(idAt(agenda, at)));
}

/** @param {Plan} plan @param {Map<number, number>} fewer @returns {DeskCommand} */
function timed({ agenda }, fewer) {
  const minutes = [...fewer].map(([at, n]) => [idAt(agenda, at), n]);
  return { type: "set_minutes", minutes: Object.fromEntries(minutes) };
}

/** @param {number} minutes */
const savesWords = (minutes) => tn("saves {n} minute", "saves {n} minutes", minutes);
