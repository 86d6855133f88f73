/** Trades the secret of a link, which stands in the fragment and is never sent by a browser. */

const form = /** @type {HTMLFormElement} */ (document.getElementById("secret-form"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("secret"));
const fault = /** @type {HTMLElement} */ (document.getElementById("fault"));
const words = /** @type {HTMLElement} */ (document.getElementById("fault-text"));
const waiting = /** @type {HTMLElement} */ (document.getElementById("waiting"));
const hintOfField = /** @type {HTMLElement} */ (document.getElementById("secret-hint"));
const withoutSecret = document.getElementById("without-secret");

/** @param {string} secret @returns {Promise<{to?: string, fault?: string, hint?: string, back?: string}>} */
async function trade(secret) {
  // Only below /desk does the cookie come along that says who accepts an invitation.
  const answer = await fetch("/desk/enter", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ secret }),
  });
  return answer.json();
}

/**
 * Goes on where the secret leads, or says why not. This page leaves no entry in the history.
 * @param {string} secret
 */
async function enter(secret) {
  // Before the link is spent: many work only once.
  if (!keepsCookies()) return askAgain(secret, form.dataset.cookies ?? "");
  form.hidden = true;
  waiting.hidden = false;
  try {
    const { to, fault: why, hint, back } = await trade(secret);
    if (to) location.replace(`${to}?entered`);
    else if (back && (await isOpenTo(back))) location.replace(back);
    else ask(why ?? "", hint);
  } catch {
    askAgain(secret, form.dataset.lost ?? "");
  }
}

/** Whether this browser has used the link itself, and is let in. @param {string} page */
async function isOpenTo(page) {
  return (await fetch(page)).ok;
}

/** Tries, since `navigator.cookieEnabled` is true also where a setting of the browser keeps none. */
function keepsCookies() {
  document.cookie = "kept=yes;path=/enter;samesite=strict";
  const kept = document.cookie.includes("kept=yes");
  document.cookie = "kept=;path=/enter;samesite=strict;max-age=0";
  return kept;
}

/** The secret is still good. @param {string} secret @param {string} why */
function askAgain(secret, why) {
  field.value = secret;
  ask(why);
}

/** Takes the secret out of the address at once: it must not stay in this browser's history. */
function enterByLink() {
  const given = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (given) enter(given);
  else ask("");
}

/**
 * @param {string} why  what was wrong, or ""
 * @param {string} [hint]  for somebody who was asked for a story, and has no account to sign in with
 */
function ask(why, hint) {
  words.textContent = why;
  if (hint) {
    hintOfField.textContent = hint;
    withoutSecret?.remove();
  }
  fault.hidden = !why;
  waiting.hidden = true;
  form.hidden = false;
  // On a phone the keyboard would cover the button that most people need.
  if (field.value || !withoutSecret) field.focus();
}

/** @param {string} text  a whole link, or its secret alone */
function secretOf(text) {
  return text.trim().split("#").pop() ?? "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(secretOf(field.value));
});
// Whoever has this page open already and pastes the link gets no new page.
addEventListener("hashchange", enterByLink);
enterByLink();
