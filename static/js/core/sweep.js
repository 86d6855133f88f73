/** @import { Kept, Words } from "./device.js" */
import { WORKSHOP } from "./places.js";

const DAY = 24 * 60 * 60 * 1000;
/** Commands that carry words, or take words back. */
const OF_WORDS = /_card$|_lesson$|^offer$|_letter$|^check_in$/;

/**
 * Takes away what a workshop has left in a browser and has had its time, except what somebody wrote:
 * that may have been shown to nobody, and be nowhere else.
 * @param {Storage} store
 * @param {{own?: string, ended?: string, today?: number}} [given] whose page this is, which is left
 *   alone; which workshop is known to be sealed; milliseconds since 1970
 */
export function sweep(store, { own, ended, today = Date.now() } = {}) {
  for (const id of workshopsIn(store)) {
    const kept = keptOf(store, id);
    const old = !(Math.abs(today - kept.saved) <= DAY);
    if (id === own || !(old || id === ended)) continue;
    const words = wordsIn(kept);
    if (!words) store.removeItem(WORKSHOP + id);
    else if (kept.secret) store.setItem(WORKSHOP + id, JSON.stringify({ saved: kept.saved, ...words }));
  }
}

/** Sweeps this address, as far as the browser lets it. @param {string} [ended] */
export function sweepHere(ended) {
  try {
    sweep(localStorage, { ended });
  } catch {
    // Nothing is kept here.
  }
}

/** The ids of the workshops that have left something here. @param {Storage} store */
export function workshopsIn(store) {
  const names = Array.from({ length: store.length }, (_, place) => store.key(place) ?? "");
  return names.filter((name) => name.startsWith(WORKSHOP)).map((name) => name.slice(WORKSHOP.length));
}

/**
 * What is stored of a workshop; nothing of it where that cannot be read.
 * @param {Storage} store @param {string} id @returns {any}
 */
export function keptOf(store, id) {
  try {
    return JSON.parse(store.getItem(WORKSHOP + id) ?? "") ?? {};
  } catch {
    return {};
  }
}

/** Of which workshops only words are left: a device has a secret. @param {Storage} store */
export const wordsLeftIn = (store) => workshopsIn(store).filter((id) => !keptOf(store, id).secret);

/** Words were shown to whoever wrote them. @param {Storage} store @param {string} id */
export function forgetWords(store, id) {
  if (!keptOf(store, id).secret) store.removeItem(WORKSHOP + id);
}

/**
 * What somebody wrote, sent or not, and what they were told of that, without names; null where they
 * wrote nothing.
 * @param {Partial<Kept>} kept @returns {Words | null}
 */
export function wordsIn({ cards = [], lessons = [], offers = [], drafts = {}, taps = {}, outbox = [] }) {
  const { name, ...typed } = drafts;
  const unnamed = offers.map((one) => ({ ...one, owner: "", by: "" }));
  const sent = outbox.filter(({ command }) => OF_WORDS.test(command.type));
  const words = { cards, lessons, offers: unnamed, drafts: typed, outbox: sent };
  const told = Object.entries(taps).filter(([tap, said]) => said && /^(fate|read|letter)\//.test(tap));
  const letters = told.filter(([tap]) => tap.startsWith("letter/"));
  if (![letters, ...Object.values(words)].some((part) => Object.keys(part).length)) return null;
  return { ...words, taps: Object.fromEntries(told) };
}
