import { remembering } from "./remembering.js";

/** Of how many the place is known; a longer list is only slower. */
const REMEMBERED = 1000;

/**
 * The order in which this device lists things: the same after a reload, another one on the next
 * device, so that no place in the list is the first for everybody.
 * @template T
 * @param {readonly T[]} items @param {string} secret this device's secret
 * @param {(item: T) => string} id @returns {T[]}
 */
export function shuffled(items, secret, id) {
  const rows = items.map((item) => ({
    item,
    id: id(item),
    place: known(secret + "|" + id(item)),
  }));
  rows.sort((one, other) => one.place - other.place || (one.id < other.id ? -1 : 1));
  return rows.map(({ item }) => item);
}

/**
 * FNV-1a over the text, then the finalizer of MurmurHash3, since FNV leaves its last character in
 * the low bits only. https://datatracker.ietf.org/doc/draft-eastlake-fnv/
 * @param {string} text
 */
function place(text) {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const known = remembering(place, REMEMBERED);
