/** What stands in a form, to be read and to be put back. */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** @param {HTMLFormElement} form */
export const fieldsOf = (form) => /** @type {Field[]} */ ([...form.elements].filter((one) =>
  one instanceof HTMLInputElement || one instanceof HTMLSelectElement
    || one instanceof HTMLTextAreaElement));

/** @param {Field} field @returns {field is HTMLInputElement} */
export const isTick = (field) => field.type === "checkbox" || field.type === "radio";

/** A tick is known by its value, too. @param {Field} field */
export const nameOf = (field) =>
  isTick(field) ? `${field.name || field.id}=${field.value}` : field.name;

/** @param {Field} field */
export const valueOf = (field) => (isTick(field) ? field.checked : field.value);

/** A list may not have what was chosen in it. @param {Field} field @param {string | boolean} value */
export const takes = (field, value) => !(field instanceof HTMLSelectElement)
  || [...field.options].some((one) => one.value === value);

/** Puts a value into a field, and tells the page of what is chosen. @param {Field} field @param {string | boolean} value */
export function put(field, value) {
  if (isTick(field)) field.checked = value === true;
  else field.value = String(value);
  if (value === false && field.type === "radio") return;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}
