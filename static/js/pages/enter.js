/** Trades the secret of a link, which stands in the fragment and is never sent by a browser. */

const form = /** @type {HTMLFormElement} */ (document.getElementById("secret-form"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("secret"));
const fault = /** @type {HTMLElement} */ (document.getElementById("fault"));
const words = /** @type {HTMLElement} */ (document.getElementById("fault-text"));
const waiting = /** @type {HTMLElement} */ (document.getElementById("waiting"));

/** @param {string} secret @returns {Promise<{to?: string, fault?: string}>} */
async function trade(secret) {
  const answer = await fetch("/enter", {
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
  form.hidden = true;
  waiting.hidden = false;
  try {
    const { to, fault: why } = await trade(secret);
    if (to) location.replace(to);
    else ask(why ?? "");
  } catch {
    field.value = secret;
    ask(form.dataset.lost ?? "");
  }
}

/** Takes the secret out of the address at once: it must not stay in this browser's history. */
function enterByLink() {
  const given = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (given) enter(given);
  else ask("");
}

/** @param {string} why  what was wrong, or "" */
function ask(why) {
  words.textContent = why;
  fault.hidden = !why;
  waiting.hidden = true;
  form.hidden = false;
  field.focus();
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
