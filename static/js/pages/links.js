/** Copies a link that was just made, draws its code, and says when it has handed the desk over. */
import { forgetWifi } from "../core/kept-wifi.js";
import "../elements/qr.js";
/** @import { QrCode } from "../elements/qr.js" */

/** Milliseconds between two looks at whether the link was used. */
const LOOK = 2000;

for (const code of document.querySelectorAll("qr-code")) {
  const drawn = /** @type {QrCode} */ (code);
  drawn.rows = drawn.dataset.rows?.split(" ") ?? [];
}

const copy = document.getElementById("copy");
copy?.addEventListener("click", () => copyLink(copy));

/**
 * There is no clipboard on plain http in a LAN: there the text is selected, ready for the keys.
 * @param {HTMLElement} button
 */
async function copyLink({ dataset }) {
  const link = /** @type {HTMLTextAreaElement} */ (document.getElementById("link"));
  const said = /** @type {HTMLElement} */ (document.getElementById("said"));
  try {
    await navigator.clipboard.writeText(link.value);
    said.textContent = dataset.copied ?? "";
  } catch {
    link.select();
    said.textContent = dataset.selected ?? "";
  }
}

/** @param {HTMLElement} made @param {string} path */
async function waitFor(made, path) {
  const answer = await fetch(path, { cache: "no-store" }).catch(() => null);
  // Whoever is signed out by the hand-over is not answered any more.
  const signedOut = answer?.status === 401;
  if (signedOut) forgetWifi();
  if (signedOut || (answer?.ok && (await answer.json()).used)) sayItIsGone(made);
  else setTimeout(() => waitFor(made, path), LOOK);
}

/** @param {HTMLElement} made */
function sayItIsGone(made) {
  const gone = /** @type {HTMLElement} */ (document.getElementById("gone"));
  made.hidden = true;
  gone.hidden = false;
}

const made = /** @type {HTMLElement | null} */ (document.querySelector("[data-waits]"));
if (made?.dataset.waits) waitFor(made, made.dataset.waits);
document.getElementById("made")?.focus();
