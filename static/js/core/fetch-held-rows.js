/** @import { Held, HeldAnswer, HeldRow, Refused, Retry } from "../protocol.js" */
import { newKey } from "./new-key.js";
import { KEYS_ASKED } from "./one-size.js";

const someKeys = () => Array.from({ length: KEYS_ASKED }, newKey);

/**
 * All rows that the server's file holds of a device. Rejects without an answer.
 * @param {readonly string[]} keys of the device's cards
 * @param {(message: Held) => Promise<HeldAnswer | Refused | Retry>} ask
 * @returns {Promise<HeldRow[]>}
 */
export async function heldRows(keys, ask) {
  /** @type {Map<string, HeldRow>} */
  const rows = new Map();
  for (let from = 0; from === 0 || from < keys.length; from += KEYS_ASKED) {
    const asked = [...keys.slice(from, from + KEYS_ASKED), ...someKeys()].slice(0, KEYS_ASKED);
    const answer = await ask({ keys: asked });
    if (!("rows" in answer)) throw new Error("not now");
    for (const row of answer.rows) rows.set(`${row.table}/${row.handle}`, row);
  }
  return [...rows.values()];
}
