/**
 * Asks whether the server is there before a form is sent: the browser's own page for a server that
 * is away would take everything that was typed.
 */

import { answers } from "../core/server-there.js";

const away = /** @type {HTMLElement} */ (document.getElementById("away"));
/** @type {Event["target"]} */
let asked = null;
let asking = false;

/** @param {SubmitEvent} event */
async function send(event) {
  if (asked === event.target) return;
  event.preventDefault();
  // The second press of two: the first one sends the form.
  if (asking) return;
  const form = /** @type {HTMLFormElement} */ (event.target);
  asking = true;
  away.hidden = await answers();
  asking = false;
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
