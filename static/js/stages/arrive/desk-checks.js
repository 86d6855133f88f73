import { CHECKS } from "../../core/places.js";

/** What is ticked, also where the browser keeps nothing. @type {Map<string, boolean>} */
const kept = new Map();

/** @param {string} workshop @param {string} name */
export function ticked(workshop, name) {
  const key = keyOf(workshop, name);
  return kept.get(key) ?? stored((store) => store.getItem(key)) === "on";
}

/**
 * Ticks a line of the check list; a reload keeps it.
 * @param {string} workshop @param {string} name @param {boolean} on
 */
export function setTicked(workshop, name, on) {
  const key = keyOf(workshop, name);
  kept.set(key, on);
  stored((store) => store.setItem(key, on ? "on" : ""));
}

/** @param {string} workshop @param {string} name */
const keyOf = (workshop, name) => `${CHECKS}${workshop}:${name}`;

/** @template T @param {(store: Storage) => T} use */
function stored(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
