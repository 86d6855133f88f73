/** The form of a new workshop, kept in its tab on every way out: to the shelf, to a trial, by a reload. */

import { NEW_FORM } from "../core/places.js";
import { fieldsOf as allOf, isTick, nameOf, put, takes, valueOf } from "./form-fields.js";

/** @import { Field } from "./form-fields.js" */

/**
 * @typedef {object} Kept
 * @property {Record<string, string | boolean>} values by a field's name; of a tick also by its value
 * @property {Record<string, string>} stories the titles of those that are chosen, by their ids
 * @property {string} open the step that was open
 * @property {string} owner whose form it is: another person at this browser finds an empty one
 * @property {boolean} sent whether the form was sent, so that a new one is empty
 */

const STORIES = ["story", "second_story"];
/** A tick that is this browser's own: it is not sent, and so has no name. */
const WIFI_KEEP = "wifi_keep";
const asked = new URLSearchParams(location.search);
const follows = asked.get("follow") ?? "";
/** A follow-up is another form, whose words must not take the place of the first one's. */
const PLACE = follows ? `${NEW_FORM}/${follows}` : NEW_FORM;
let sent = false;
let emptied = false;

/** The fields that people fill in; the form says of some answers that they are not stored. @param {HTMLFormElement} form */
const fieldsOf = (form) => allOf(form)
  .filter((one) => (one.name || one.id === WIFI_KEEP) && !one.closest(".new-asked"));

/** Whether a field is as the page came: a module may come late, and find what somebody typed. @param {Field} field */
function isUntouched(field) {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].every((one, at) => !one.defaultSelected || at === field.selectedIndex);
  }
  return isTick(field) ? field.checked === field.defaultChecked : field.value === field.defaultValue;
}

/**
 * Keeps what the form says whenever its page is left, once there is something of somebody's in it.
 * @param {HTMLFormElement} form @param {boolean} comesBack whether that was so when the page came
 */
export function keepOnTheWay(form, comesBack) {
  let touched = comesBack || !fieldsOf(form).every(isUntouched);
  for (const name of ["input", "change"]) {
    form.addEventListener(name, (event) => (touched ||= event.isTrusted));
  }
  addEventListener("submit", (event) => {
    const { name = "" } = /** @type {HTMLButtonElement} */ (event.submitter ?? {});
    const looks = name === "read_pasted" || event.submitter?.hasAttribute("formaction");
    sent = event.target === form && !event.defaultPrevented && !looks;
  });
  addEventListener("pagehide", () => {
    if (touched && !emptied) stored((store) => store.setItem(PLACE, JSON.stringify(keptOf(form))));
  });
}

/** @param {HTMLFormElement} form @returns {Kept} */
function keptOf(form) {
  const step = /** @type {HTMLElement | null} */ (form.querySelector(".new-step[open]"));
  return {
    values: Object.fromEntries(fieldsOf(form).map((field) => [nameOf(field), valueOf(field)])),
    stories: Object.fromEntries(STORIES.map((id) => {
      const list = /** @type {HTMLSelectElement} */ (form.elements.namedItem(id));
      return [list.value, list.selectedOptions[0]?.text ?? ""];
    })),
    open: step?.id.replace("step-", "") ?? "",
    owner: form.dataset.owner ?? "",
    sent,
  };
}

/** The way in which somebody has come: by a link, a reload, or the browser's own Back. */
function wayHere() {
  const [way] = performance.getEntriesByType("navigation");
  return way instanceof PerformanceNavigationTiming ? way.type : "navigate";
}

/** Whether a form that was kept belongs on this page. @param {Kept} kept @param {boolean} answered */
function belongs(kept, answered) {
  return wayHere() === "navigate" ? !answered && !kept.sent : true;
}

/**
 * Fills the form as it was left, but for what was just chosen elsewhere.
 * @param {HTMLFormElement} form
 * @param {boolean} answered whether the page is the server's answer to a form, with all its fields
 * @returns {string} the step that was open; "" if there was nothing to fill it with
 */
export function fillAsKept(form, answered) {
  /** @type {Kept | null} */
  const kept = JSON.parse(stored((store) => store.getItem(PLACE)) ?? "null");
  if (kept && kept.owner !== form.dataset.owner) stored((store) => store.removeItem(PLACE));
  else if (kept?.values && belongs(kept, answered)) return fill(form, kept);
  return "";
}

/** @param {HTMLFormElement} form @param {Kept} kept @returns {string} the step that was open */
function fill(form, kept) {
  const changed = fieldsOf(form).filter((field) => !isAsked(field))
    .map((field) => putBack(field, kept) && field.type !== "hidden");
  if (!changed.includes(true)) return "";
  if (wayHere() === "navigate" && !asked.has("kept")) sayAsLeft();
  return asked.has("kept") ? "story" : kept.open || "who";
}

/** Whether a link to this page says what a field holds. @param {Field} field */
const isAsked = ({ name }) => asked.has(name) || (name === "template" && asked.has("agenda"));

/** Says that the form is not new, and offers an empty one. */
function sayAsLeft() {
  const said = /** @type {HTMLElement} */ (document.getElementById("as-left"));
  said.hidden = false;
  said.querySelector("button")?.addEventListener("click", () => {
    emptied = true;
    stored((store) => store.removeItem(PLACE));
    location.replace(location.pathname);
  });
}

/** Fills a field, and tells the page what somebody has chosen. @param {Field} field @param {Kept} kept @returns {boolean} true if it was filled */
function putBack(field, { values, stories }) {
  const value = values[nameOf(field)];
  if (value === undefined || value === valueOf(field) || !isUntouched(field)) return false;
  if (!takes(field, value) && !takesStory(field, stories[String(value)], String(value))) return false;
  put(field, value);
  return true;
}

/**
 * A story that was suggested to a team is only not in the list yet.
 * @param {Field} field @param {string | undefined} title @param {string} id
 */
function takesStory(field, title, id) {
  if (!title || !(field instanceof HTMLSelectElement) || !STORIES.includes(field.id)) return false;
  field.add(new Option(title, id));
  return true;
}

/** @template T @param {(store: Storage) => T} use @returns {T | null} null where nothing is kept */
function stored(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
