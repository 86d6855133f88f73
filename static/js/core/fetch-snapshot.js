/** @import { ViewName } from "../protocol.js" */
import { ending } from "./timeout.js";

/**
 * @typedef {object} Boot what the page holds
 * @property {ViewName} view
 * @property {string} workshop
 * @property {string} ticket "" for a participant
 * @property {string} [grant] by which kind of link the desk or the room's screen was opened
 * @property {Snapshot} snapshot
 * @property {import("./words.js").Catalogue} words
 * @property {string} language
 * @property {import("./language.js").Language[]} [languages] that can be chosen on the device
 * @property {import("../desk/save-summary.js").Format[]} [formats] of the summary, at the desk
 * @property {boolean} [several] whether the server runs on several machines
 */

/** Milliseconds. */
const FETCH_WITHIN = 4000;

/**
 * Fetches a whole view, where it is too long for an answer.
 * @param {string} path @returns {Promise<Snapshot>}
 */
export async function fetchSnapshot(path) {
  // In a dead spot a fetch can hang for ever, and with it every later hello.
  const answer = await fetch(path, { signal: ending(FETCH_WITHIN) });
  if (!answer.ok) throw new Error(`${answer.status} for the snapshot`);
  return answer.json();
}
