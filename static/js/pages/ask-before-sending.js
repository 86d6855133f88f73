/**
 * Asks whether the server is there before a form is sent: the browser's own page for a server that
 * is away would take everything that was typed.
 */

import { ending } from "../core/timeout.js";

const away = /** @type {HTMLElement} */ (document.getElementById("away"));
const PATIENCE = 8_000;
/** @type {Event["target"]} */
let asked = null;

/** @returns {Promise<boolean>} */
async function answers() {
  try {
    const signal = ending(PATIENCE);
    // A proxy before a server that is away answers, too: with a number of its own from 500 on.
    return (await fetch(import.meta.url, { cache: "no-store", signal })).status < 500;
  } catch {
    return false;
  }
}

/** @param {SubmitEvent} event */
async function send(event) {
  if (asked === event.target) return;
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  away.hidden = await answers();
  if (!away.hidden) return;
  asked = form;
  submit(form, event.submitter);
  asked = null;
}

/**
 * Safari has requestSubmit from 16 on.
 * @param {HTMLFormElement} form @param {HTMLElement | null} submitter
 */
function submit(form, submitter) {
  if ("requestSubmit" in form) form.requestSubmit(submitter);
  else if (submitter) submitter.click();
  else /** @type {HTMLFormElement} */ (form).submit();
}

addEventListener("submit", send);
