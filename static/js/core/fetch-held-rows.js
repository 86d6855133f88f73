/** @import { Held, HeldAnswer } from "../protocol.js" */
import { newKey } from "./new-key.js";
import { KEYS_ASKED } from "./one-size.js";
import { pauseBefore } from "./outbox.js";

/** How often a question is asked that is answered by "too fast" or "not now". */
const TIMES = 8;

const someKeys = () => Array.from({ length: KEYS_ASKED }, newKey);

/** @typedef {(message: Held) => Promise<HeldAnswer | Refused | Retry>} Ask */

/**
 * All rows that the server's file holds of a device. Rejects without an answer.
 * @param {readonly string[]} keys of the device's cards
 * @param {Ask} ask @returns {Promise<HeldRow[]>}
 */
export async function heldRows(keys, ask) {
  /** @type {Map<string, HeldRow>} */
  const rows = new Map();
  for (let from = 0; from === 0 || from < keys.length; from += KEYS_ASKED) {
    const asked = [...keys.slice(from, from + KEYS_ASKED), ...someKeys()].slice(0, KEYS_ASKED);
    for (const row of await patiently(asked, ask)) rows.set(`${row.table}/${row.handle}`, row);
  }
  return [...rows.values()];
}

/** A question costs the server much: a device with many cards waits between two. @param {string[]} keys @param {Ask} ask */
async function patiently(keys, ask) {
  for (let attempt = 0; attempt < TIMES; attempt += 1) {
    const answer = await ask({ keys });
    if ("rows" in answer) return answer.rows;
    if ("refused" in answer && answer.refused !== "too_fast") break;
    await new Promise((go) => setTimeout(go, pauseBefore(attempt)));
  }
  throw new Error("not now");
}
