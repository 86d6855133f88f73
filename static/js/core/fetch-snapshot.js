/** @import { Snapshot } from "../protocol.js" */
import { ending } from "./timeout.js";

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
