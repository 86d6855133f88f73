/**
 * The room's Wi-Fi, kept in the facilitator's browser for the next workshop. It is in no backup:
 * what the server has of it goes with the workshop.
 */

import { WIFI } from "./places.js";

const NEVER = "never";

/** @typedef {{name: string, password: string, shown: boolean}} KeptWifi */

/** Whether it may be kept at all. */
export function mayKeep() {
  return stored((store) => store.getItem(WIFI)) !== NEVER;
}

/** @returns {KeptWifi | null} */
export function keptWifi() {
  const kept = stored((store) => store.getItem(WIFI));
  return kept && kept !== NEVER ? JSON.parse(kept) : null;
}

/** Keeps it; null keeps that nothing is to be kept. @param {KeptWifi | null} wifi */
export function keepWifi(wifi) {
  stored((store) => store.setItem(WIFI, wifi ? JSON.stringify(wifi) : NEVER));
}

/** Forgets it, where a browser was signed out. That nothing is to be kept stays. */
export function forgetWifi() {
  if (mayKeep()) stored((store) => store.removeItem(WIFI));
}

/** @template T @param {(store: Storage) => T} use @returns {T | null} null where nothing is kept */
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
