/**
 * The language that somebody chose on this device. The desk's pages come with a cookie; a
 * participant's device gets none and keeps it in its own storage.
 */
const NAME = "language";
const YEAR = 365 * 24 * 3600;

function isDesk() {
  return location.pathname.startsWith("/desk/");
}

/** Where storage throws, a choice lasts as long as the page. @returns {string | null} */
export function remembered() {
  try {
    return isDesk() ? null : localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** @param {string} tag "" forgets the choice */
export function remember(tag) {
  if (isDesk()) {
    document.cookie = `${NAME}=${tag};path=/desk;max-age=${YEAR};samesite=strict`;
    return;
  }
  try {
    if (tag) localStorage.setItem(NAME, tag);
    else localStorage.removeItem(NAME);
  } catch {
    // Nothing can be remembered here.
  }
}
