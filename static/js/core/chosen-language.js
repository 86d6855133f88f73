/**
 * The language that somebody chose on this device. The desk's pages come with a cookie; a
 * participant's device gets none and keeps it in its own storage.
 */
import { LANGUAGE } from "./places.js";

const YEAR = 365 * 24 * 3600;

function isDesk() {
  return location.pathname.startsWith("/desk/");
}

/** Where storage throws, a choice lasts as long as the page. @returns {string | null} */
export function remembered() {
  try {
    return isDesk() ? null : localStorage.getItem(LANGUAGE);
  } catch {
    return null;
  }
}

/** @param {string} tag "" forgets the choice */
export function remember(tag) {
  if (isDesk()) {
    document.cookie = `${LANGUAGE}=${tag};path=/desk;max-age=${YEAR};samesite=strict`;
    return;
  }
  try {
    if (tag) localStorage.setItem(LANGUAGE, tag);
    else localStorage.removeItem(LANGUAGE);
  } catch {
    // Nothing can be remembered here.
  }
}
