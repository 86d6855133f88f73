/** The stages in the form: read, opened, moved, added, taken out. */
/** @import { Shaped } from "./sample.js" */
import { t } from "../../core/words.js";
import { STAGE_SETTINGS, STAGE_TEXTS, WRITES } from "../../rules/kinds.js";
import { stageName } from "../../words/stage-names.js";

/** Without a number a stage is drawn, and counted, as if it had none. */
const NO_MINUTES = 0;

const list = /** @type {HTMLElement} */ (document.getElementById("stages"));
const opened = /** @type {HTMLInputElement} */ (document.getElementById("opened"));

/** @returns {HTMLElement[]} the rows in their order */
export const rows = () => /** @type {HTMLElement[]} */ ([...list.children]);

/** @param {string} key */
export const rowOf = (key) => rows().find((row) => row.dataset.key === key);

/** @param {HTMLElement} row @param {string} name @returns {string} */
function value(row, name) {
  const field = document.getElementById(`${name}-${row.dataset.key}`);
  return field ? /** @type {HTMLInputElement} */ (field).value.trim() : "";
}

/** @param {HTMLElement} row @returns {Shaped} */
export function read(row) {
  const words = Object.fromEntries(STAGE_TEXTS.map((name) => [name, value(row, name)]));
  const added = value(row, "added");
  return {
    .../** @type {Record<typeof STAGE_TEXTS[number], string>} */ (words),
    prompt: `${words.prompt} ${added}`.trim(),
    added,
    built_in: "",
    second_built_in: "",
    teller: "",
    id: row.dataset.key ?? "",
    kind: /** @type {StageKind} */ (row.dataset.kind),
    minutes: Number.parseInt(value(row, "minutes"), 10) || NO_MINUTES,
    settings: Object.fromEntries(STAGE_SETTINGS.map((name) => [name, value(row, name)])),
  };
}

/** True if the arrival shows the rules, as no stage of theirs comes before anybody writes. */
export function rulesAtArrival() {
  const kinds = rows().map((row) => row.dataset.kind ?? "");
  const writes = kinds.findIndex((kind) => WRITES.includes(kind));
  return !kinds.slice(0, writes < 0 ? kinds.length : writes).includes("ground_rules");
}

/** @param {HTMLElement} row */
export const nameOf = (row) => {
  const { name, kind } = read(row);
  return name || stageName(kind);
};

/** Opens a stage's fields and closes all others; or closes them. @param {string} key "" for none */
export function open(key) {
  opened.value = key;
  for (const row of rows()) show(row, row.dataset.key === key);
}

/** @param {HTMLElement} row @param {boolean} on */
function show(row, on) {
  row.toggleAttribute("data-open", on);
  row.querySelector(".agenda-name")?.setAttribute("aria-expanded", String(on));
  /** @type {HTMLElement} */ (row.querySelector(".agenda-fields")).hidden = !on;
}

/** The place of the stage whose fields are open; -1 for none. */
export const openPlace = () => rows().findIndex((row) => row.hasAttribute("data-open"));

/**
 * Moves a stage by one place. What moves is its neighbour: so what has the focus, or the finger,
 * never leaves the page.
 * @param {HTMLElement} row @param {number} by 1 or -1 @returns {boolean} whether there was a place
 */
export function move(row, by) {
  const all = rows();
  const other = all[all.indexOf(row) + by];
  if (!other || other.hasAttribute("data-still")) return false;
  if (by < 0) row.after(other);
  else row.before(other);
  return true;
}

/**
 * Takes a stage out, and leaves the focus with the one that takes its place.
 * @param {HTMLElement} row @returns {() => void} puts it back where it was
 */
export function takeOut(row) {
  const all = rows();
  const at = all.indexOf(row);
  const next = all[at + 1] ?? all[at - 1];
  row.remove();
  /** @type {HTMLElement | null | undefined} */ (next?.querySelector(".agenda-name"))?.focus();
  return () => list.insertBefore(row, rows()[at] ?? null);
}

/**
 * Adds a stage of this kind behind the one that is open, else before the last.
 * @param {string} kind @returns {HTMLElement}
 */
export function add(kind) {
  const key = String(1 + Math.max(0, ...rows().map((row) => Number(row.dataset.key) || 0)));
  const all = rows();
  const row = made(kind, key);
  const before = openPlace() >= 0 ? all[openPlace() + 1] : all.at(-1);
  list.insertBefore(row, before ?? null);
  open(key);
  return row;
}

/**
 * A row from the page's own template, under a key of its own.
 * @param {string} kind @param {string} key
 */
function made(kind, key) {
  const template = /** @type {HTMLTemplateElement} */ (
    document.querySelector(`template[data-kind="${kind}"]`)
  );
  const part = /** @type {DocumentFragment} */ (document.importNode(template.content, true));
  const attributes = [...part.querySelectorAll("*")].flatMap((one) => [...one.attributes]);
  for (const one of attributes) one.value = one.value.replaceAll(`NEW${kind}`, key);
  return /** @type {HTMLElement} */ (part.firstElementChild);
}

/** Says the name of a stage again wherever it stands in its row. @param {HTMLElement} row */
export function sayName(row) {
  const stage = nameOf(row);
  /** @param {string} selector @param {string} label */
  const label = (selector, label) => row.querySelector(selector)?.setAttribute("aria-label", label);
  const name = /** @type {HTMLElement} */ (row.querySelector(".agenda-name"));
  name.textContent = stage;
  label(".agenda-grip", t("Move: {stage}", { stage }));
  label('[name^="minutes-"]', t("Minutes: {stage}", { stage }));
  label('[value^="up:"]', t("Up: {stage}", { stage }));
  label('[value^="down:"]', t("Down: {stage}", { stage }));
  label('[value^="remove:"]', t("Remove this stage: {stage}", { stage }));
}
