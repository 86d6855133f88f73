/** The page on which an open workshop is changed: the hour is meant here, a story may be one's own. */
import { hourInWords } from "../core/hours.js";
import { useWords } from "../core/words.js";

const offset = /** @type {HTMLInputElement | null} */ (document.getElementById("offset"));
const story = /** @type {HTMLSelectElement | null} */ (document.getElementById("story"));
const own = /** @type {HTMLFieldSetElement | null} */ (document.getElementById("own"));

/** Shows the fields of a story of one's own only when that is chosen; what was typed stays. */
function showOwn() {
  if (own) own.hidden = story?.value !== "own";
}

/** Says the end time as this device writes hours, as the field for it does. */
function sayHour() {
  const said = /** @type {HTMLElement | null} */ (document.querySelector("[data-hour]"));
  const hour = said?.dataset.hour ?? "";
  if (said) said.textContent = (said.textContent ?? "").replace(hour, hourInWords(hour));
}

// The hour is meant where the facilitator is, which may not be where the server stands.
if (offset) offset.value = String(-new Date().getTimezoneOffset());
story?.addEventListener("change", showOwn);
showOwn();
useWords({}, document.documentElement.lang);
sayHour();
const faulty = document.querySelector("[aria-invalid=true]");
/** @type {HTMLElement | null} */ (faulty ?? document.querySelector("[data-first]"))?.focus();
