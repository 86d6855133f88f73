/** On every ordinary page: what a phone no longer needs goes from this browser, and what was sent is found again. */
import { sweepHere } from "../core/sweep.js";
import { fieldsOf, nameOf, put, takes, valueOf } from "./form-fields.js";

/**
 * What was sent stays beside its form's place in the history, in this tab: whoever comes back to it finds it
 * again. The answer to a form stands in the form's place, since on the way back to an answer a browser would ask
 * whether to send the form once more.
 */

/** @typedef {{key: string, name: string, value: string, is: string | boolean}} Typed is: what `valueOf` says */

/** All but those that are kept elsewhere, and those that nobody shall find filled in. */
const KEPT = 'form[method="post"]:not([data-draft]):not([data-owner]):not([autocomplete="off"])';
const forms = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll(KEPT)]);

/** A page can have several forms that are sent to one address. @param {HTMLFormElement} form */
function keyOf(form) {
  const to = form.getAttribute("action") ?? "";
  const alike = forms.filter((one) => (one.getAttribute("action") ?? "") === to);
  return `${alike.indexOf(form)} ${to}`;
}

/** @param {HTMLFormElement} form @returns {Typed[]} */
const typedIn = (form) => fieldsOf(form).filter(({ name, type }) => name && type !== "file")
  .map((field) => ({ key: nameOf(field), name: field.name, value: field.value, is: valueOf(field) }));

/** @param {HTMLFormElement[]} sent @param {string} [place] */
function keep(sent, place = location.href) {
  const typed = Object.fromEntries(sent.map((form) => [keyOf(form), typedIn(form)]));
  const before = history.state?.typed;
  history.replaceState({ ...history.state, typed: { ...before, ...typed } }, "", place);
}

/** The page of the form to which this page is the answer. */
function formsPage() {
  const from = new URL(document.referrer || location.href);
  const here = from.origin !== location.origin || from.pathname === location.pathname;
  return here ? location.href : from.href + location.hash;
}

/** @param {HTMLFormElement} form @param {Typed[]} typed */
function fill(form, typed) {
  const left = [...typed];
  for (const field of fieldsOf(form)) {
    const at = left.findIndex(({ key }) => key === nameOf(field));
    const [one] = at < 0 ? [] : left.splice(at, 1);
    if (!one || one.is === valueOf(field) || !takes(field, one.is)) continue;
    put(field, one.is);
    show(field);
  }
}

/** Opens the closed parts of the page around what stands there again. @param {Element} inside */
function show(inside) {
  const part = inside.closest("details:not([open])");
  if (!part) return;
  part.setAttribute("open", "");
  show(part);
}

/**
 * Has the server lay a form out again, which does nothing else: its parts are not those of the form's page.
 * @param {HTMLFormElement} form @param {Typed[]} typed
 */
function layOut(form, typed) {
  const again = /** @type {HTMLFormElement} */ (form.cloneNode());
  for (const { name, value, is } of [...typed, { name: "do", value: "show", is: true }]) {
    // The type comes first: a field of one line would take the line ends out of a text.
    if (is !== false) again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(again);
  again.submit();
}

/** Finds again what was sent from the forms of which the server lays out the parts, or from the others. @param {boolean} laidOut */
function findAgain(laidOut) {
  for (const form of forms.filter((one) => one.hasAttribute("data-laid-out") === laidOut)) {
    const typed = history.state?.typed?.[keyOf(form)];
    if (typed) (laidOut ? layOut : fill)(form, typed);
  }
}

/** @param {Event} event */
function keepChanged({ type, target }) {
  const form = forms.find((one) => one === target || [...one.elements].some((each) => each === target));
  if (form && (type === "submit" || history.state?.typed)) keep([form]);
}

if (document.documentElement.hasAttribute("data-answer")) keep(forms, formsPage());
else {
  // At once: what is sent before the page has loaded takes no place of its own in the history.
  findAgain(true);
  // Once the page's own modules listen.
  addEventListener("DOMContentLoaded", () => findAgain(false));
}
for (const type of ["change", "submit"]) addEventListener(type, keepChanged);

sweepHere(document.documentElement.dataset.ended);
