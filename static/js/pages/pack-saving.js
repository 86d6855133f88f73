/**
 * A pack that is saved is downloaded, and its page stays: what it said before is then no longer
 * true.
 */

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-saves]"));
const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));

/** @param {SubmitEvent} event */
function downloads(event) {
  // While it is asked whether the server is there, nothing is sent.
  if (event.defaultPrevented || event.target !== form) return;
  for (const one of form.querySelectorAll(".notice:not(#away)")) one.remove();
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  saved.textContent = saved.dataset.words ?? "";
}

addEventListener("submit", downloads);

export {};
