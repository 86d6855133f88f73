/** @typedef {Record<string, string | number>} Values */
/** @typedef {Record<string, string | string[]>} Catalogue English text -> its translation(s) */

import { usable } from "./locale.js";

const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

/** @type {Catalogue} */
let catalogue = {};
let rules = new Intl.PluralRules("en");
let spoken = "en";
/** Whether the page is written from right to left. */
let turned = false;

/**
 * Where a language alone does not say how dates stand: the day before the month, and the digits
 * that join codes and clocks have.
 * @type {Record<string, string>}
 */
const LOCALES = { en: "en-GB", ar: "ar-u-nu-latn" };

/**
 * The catalogue that `t` and `tn` read from now on; a page has one, and is in its language already.
 * @param {Catalogue} words @param {string} language
 */
export function useWords(words, language) {
  catalogue = words;
  rules = new Intl.PluralRules(usable(language));
  spoken = language;
  turned = document.documentElement.dir === "rtl";
}

/** The tag of the page's language. */
export const language = () => spoken;

/** How `Intl` writes dates and hours in a language, the page's where none is given. */
export const localeOf = (tag = spoken) => usable(LOCALES[tag] ?? tag);

/**
 * A sentence in the page's language; `{name}` stands for a value.
 * @param {string} english @param {Values} [values]
 */
export function t(english, values = {}) {
  return known(english, values);
}

/**
 * The same for a sentence that does not stand in a module: the server has named it.
 * @param {string} english @param {Values} [values]
 */
export function known(english, values = {}) {
  const found = catalogue[english];
  // A sentence may also be the one of a number, whose forms are kept together.
  const text = Array.isArray(found) ? form(found, 1) : found;
  return fill(typeof text === "string" && text ? text : english, values);
}

/**
 * A sentence that depends on a number, which is also the value `{n}`.
 * @param {string} one @param {string} many @param {number} n @param {Values} [values]
 */
export function tn(one, many, n, values = {}) {
  const found = catalogue[one];
  const text = Array.isArray(found) && found.length ? form(found, n) : n === 1 ? one : many;
  return fill(text, { n, ...values });
}

/**
 * Catalogues hold plural forms in the order of Unicode's categories, without those that whole
 * numbers never reach.
 * @param {string[]} forms @param {number} n
 */
function form(forms, n) {
  const used = rules.resolvedOptions().pluralCategories;
  const place = CATEGORIES.filter((name) => used.some((other) => other === name));
  return forms[Math.min(place.indexOf(rules.select(n)), forms.length - 1)] ?? "";
}

/** @param {string} text @param {Values} values */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => apart(values[name] ?? hole));
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A value that is written the other way than the sentence around it is set apart from it, so that
 * neither turns the other's words around.
 * @param {string | number} value
 */
export function apart(value) {
  if (typeof value !== "string" || !value) return String(value);
  return RIGHT_TO_LEFT.test(value) !== turned ? `\u2068${value}\u2069` : value;
}
