import { answers } from "../core/server-there.js";

let busy = false;

/**
 * Sends a form once, if the server is there; else says that it is not, and nothing is lost.
 * @param {HTMLFormElement} form
 */
export async function sendOnce(form) {
  if (busy) return;
  busy = true;
  const away = /** @type {HTMLElement} */ (document.getElementById("away"));
  away.hidden = true;
  if (await answers()) return form.submit();
  away.hidden = false;
  busy = false;
}

// Somebody has come back to the page that was sent.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) busy = false;
});
