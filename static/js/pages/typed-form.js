/**
 * A form that came back with faults is the answer to what was sent: on the way back to it a browser would ask
 * whether to send that again. Its place in the history becomes that of the form's own page, and what was
 * typed stays beside that place, in this tab.
 */

export {};

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** @typedef {Record<string, string | boolean>} Typed by a field's name; of a tick also by its value */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-typed]"));

/** @param {HTMLFormElement} form */
const fieldsOf = (form) => [...form.elements]
  .filter((one) => one instanceof HTMLInputElement || one instanceof HTMLSelectElement
    || one instanceof HTMLTextAreaElement)
  .map((one) => /** @type {Field} */ (one))
  .filter(({ name, type }) => name && type !== "file");

/** @param {Field} field */
const isTick = ({ type }) => type === "checkbox" || type === "radio";
/** @param {Field} field */
const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
/** @param {Field} field */
const valueOf = (field) =>
  isTick(field) ? /** @type {HTMLInputElement} */ (field).checked : field.value;

/** @param {HTMLFormElement} form */
function keep(form) {
  const typed = Object.fromEntries(fieldsOf(form).map((field) => [nameOf(field), valueOf(field)]));
  history.replaceState({ ...history.state, typed }, "", location.href);
}

/** @param {HTMLFormElement} form @param {Typed} typed */
function fill(form, typed) {
  for (const field of fieldsOf(form)) {
    const value = typed[nameOf(field)];
    if (value === undefined || value === valueOf(field)) continue;
    if (typeof value === "boolean") /** @type {HTMLInputElement} */ (field).checked = value;
    else field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

if (form) {
  if (document.getElementById("marked")) keep(form);
  else if (history.state?.typed) fill(form, history.state.typed);
  for (const event of ["change", "submit"]) {
    form.addEventListener(event, () => history.state?.typed && keep(form));
  }
}
