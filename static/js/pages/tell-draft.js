/** A story on its way, kept on the phone as it is typed: nothing of it leaves before it is sent. */

import { TELL } from "../core/places.js";
import { fieldsOf, isTick, takes } from "./form-fields.js";

/** @import { Field } from "./form-fields.js" */
/** @typedef {{fields: Record<string, string>, page: string}} Draft  page: the one that was open */

/**
 * Keeps what stands in the form, also in fields that would not be sent.
 * @param {HTMLFormElement} form @param {string} [page]
 * @returns {boolean} false where this browser keeps nothing
 */
export function keepDraft(form, page = "") {
  const ticked = (/** @type {Field} */ one) => !isTick(one) || one.checked;
  const typed = fieldsOf(form).filter(ticked).map(({ name, value }) => [name, value]);
  const draft = JSON.stringify({ fields: Object.fromEntries(typed), page });
  return stored((store) => (store.setItem(TELL + form.dataset.draft, draft), true)) ?? false;
}

/**
 * Fills the form as it was left.
 * @param {HTMLFormElement} form @returns {string} the page that was open, "" where nothing was kept
 */
export function fillFromDraft(form) {
  const { fields, page } = draftOf(form);
  for (const field of fieldsOf(form)) {
    const value = fields[field.name];
    if (isTick(field)) field.checked = value === undefined ? field.checked && !page : value === field.value;
    else if (value !== undefined && takes(field, value)) field.value = value;
  }
  return page;
}

/** @param {HTMLFormElement} form @returns {Draft} */
function draftOf(form) {
  const nothing = { fields: {}, page: "" };
  const text = stored((store) => store.getItem(TELL + form.dataset.draft));
  try {
    return { ...nothing, ...JSON.parse(text ?? "{}") };
  } catch {
    return nothing;
  }
}

/**
 * Erases what was typed for a contribution.
 * @param {string} id @returns {boolean} true if there was something
 */
export function forgetDraft(id) {
  return stored((store) => {
    const names = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "");
    const own = names.filter((name) => name === TELL + id || name.startsWith(`${TELL}${id}:`));
    for (const name of own) store.removeItem(name);
    return own.length > 0;
  }) ?? false;
}

/** @template T @param {(store: Storage) => T} use @returns {T | null} null where nothing is kept */
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
