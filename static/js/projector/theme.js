import { THEME } from "../core/places.js";

/** @typedef {"light" | "dark"} Theme */

/**
 * Light for a room with its lights on, unless the page's address or the desk says dark.
 * @param {string} search of the page's address, such as "?theme=dark"
 * @param {string | null} kept by this browser
 * @returns {Theme}
 */
export function themeOf(search, kept) {
  const wanted = new URLSearchParams(search).get("theme") ?? kept;
  return wanted === "dark" ? "dark" : "light";
}

/** Sets the page's theme, now and whenever a desk in the same browser changes it. */
export function followTheme() {
  const show = () => {
    document.documentElement.dataset.theme = themeOf(location.search, kept());
  };
  window.addEventListener("storage", show);
  show();
}

/** What this browser keeps, for the desk's key. @param {Theme} theme */
export function keepTheme(theme) {
  try {
    localStorage.setItem(THEME, theme);
  } catch {
    // Without storage the theme lasts as long as the page.
  }
}

/** What this browser keeps; null where nothing was chosen, or nothing can be kept. */
export function kept() {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}
