/** The form of a new workshop, kept while somebody chooses a story on the shelf. */

import { NEW_FORM } from "../core/places.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** The fields that people fill in. @param {HTMLFormElement} form @returns {Field[]} */
const fieldsOf = (form) => [...form.elements]
  .filter((one) => one instanceof HTMLInputElement || one instanceof HTMLSelectElement
    || one instanceof HTMLTextAreaElement)
  .map((one) => /** @type {Field} */ (one))
  .filter(({ name }) => name);

/** @param {Field} field */
const isTick = ({ type }) => type === "checkbox" || type === "radio";

/** Keeps what stands in the form when one of its links leads to the shelf. @param {HTMLFormElement} form */
export function keepOnTheWay(form) {
  for (const link of document.querySelectorAll("a[data-keep]")) {
    link.addEventListener("click", () => keep(form));
  }
}

/** @param {HTMLFormElement} form */
function keep(form) {
  const values = fieldsOf(form).map((field) =>
    isTick(field) ? /** @type {HTMLInputElement} */ (field).checked : field.value);
  stored((store) => store.setItem(NEW_FORM, JSON.stringify(values)));
}

/** True if somebody has come by the browser’s own Back or Forward. */
function cameBack() {
  const [way] = performance.getEntriesByType("navigation");
  return way instanceof PerformanceNavigationTiming && way.type === "back_forward";
}

/**
 * Fills the form as it was left, but for the stories that were just chosen.
 *
 * On the browser’s Back it stays kept: Forward leads to the shelf again, and to a choice there.
 * @param {HTMLFormElement} form
 * @returns {boolean} true if there was something to fill it with
 */
export function fillAsKept(form) {
  const text = stored((store) => store.getItem(NEW_FORM));
  const back = cameBack();
  if (!back) stored((store) => store.removeItem(NEW_FORM));
  const asked = new URLSearchParams(location.search);
  const fields = fieldsOf(form);
  const values = text && (back || asked.has("kept")) ? JSON.parse(text) : [];
  if (values.length !== fields.length) return false;
  for (const [at, field] of fields.entries()) if (!asked.has(field.name)) put(field, values[at]);
  return true;
}

/** Fills a field, and tells the page what somebody has chosen. @param {Field} field @param {string | boolean} value */
function put(field, value) {
  const before = isTick(field) ? /** @type {HTMLInputElement} */ (field).checked : field.value;
  if (before === value || !takes(field, value)) return;
  if (typeof value === "boolean") /** @type {HTMLInputElement} */ (field).checked = value;
  else field.value = value;
  if (value === false && field.type === "radio") return;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

/** A list may have lost what was chosen in it. @param {Field} field @param {string | boolean} value */
const takes = (field, value) => !(field instanceof HTMLSelectElement)
  || [...field.options].some((one) => one.value === value);

/** @template T @param {(store: Storage) => T} use @returns {T | null} null where nothing is kept */
function stored(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
