/** The page on which an open workshop is changed: the hour is meant here, a story may be one's own. */

const offset = /** @type {HTMLInputElement | null} */ (document.getElementById("offset"));
const story = /** @type {HTMLSelectElement | null} */ (document.getElementById("story"));
const own = /** @type {HTMLFieldSetElement | null} */ (document.getElementById("own"));

/** Shows the fields of a story of one's own only when that is chosen; what was typed stays. */
function showOwn() {
  if (own) own.hidden = story?.value !== "own";
}

// The hour is meant where the facilitator is, which may not be where the server stands.
if (offset) offset.value = String(-new Date().getTimezoneOffset());
story?.addEventListener("change", showOwn);
showOwn();
const faulty = document.querySelector("[aria-invalid=true]");
/** @type {HTMLElement | null} */ (faulty ?? document.querySelector("[data-first]"))?.focus();
