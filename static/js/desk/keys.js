/** @import { LessonAct } from "./lesson-acts.js" */
/** @import { ReviewAct } from "./reviewing.js" */
/** @typedef {"on" | "back" | "cover" | "theme" | "help" | LessonAct | ReviewAct} Act */

/** @type {Record<string, Act>} */
const KEYS = {
  " ": "on",
  ArrowRight: "on",
  PageDown: "on",
  ArrowLeft: "back",
  PageUp: "back",
  b: "cover",
  B: "cover",
  d: "theme",
  D: "theme",
  "?": "help",
  ArrowDown: "down",
  ArrowUp: "up",
  Escape: "drop",
  m: "pick",
  M: "pick",
  e: "edit",
  E: "edit",
  s: "split",
  S: "split",
  x: "out",
  X: "out",
  j: "fine",
  J: "fine",
  l: "list",
  L: "list",
  o: "open",
  O: "open",
  u: "undo",
  U: "undo",
};
/** Those that go on while a key is held down. @type {Set<Act | undefined>} */
const REPEATED = new Set(/** @type {const} */ (["down", "up"]));

const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const PRESSABLE = "button, a, summary, label, input";

/**
 * What a key asks for; null where it belongs to a field, a button, a dialog or the browser.
 * @param {KeyboardEvent} event @returns {Act | null}
 */
export function actOf(event) {
  const target = /** @type {Element} */ (event.target);
  if (event.repeat && !REPEATED.has(KEYS[event.key])) return null;
  if (target.closest(FIELDS) || target.closest("dialog")) return null;
  if (event.ctrlKey || event.metaKey || event.altKey) return isUndo(event) ? "undo" : null;
  if (event.key === " " && target.closest(PRESSABLE)) return null;
  return KEYS[event.key] ?? null;
}

/** As in every editor. @param {KeyboardEvent} event */
function isUndo({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  return key.toLowerCase() === "z" && (ctrlKey || metaKey) && !shiftKey && !altKey;
}

/**
 * Listens to the keys of the desk.
 * @param {Document} page
 * @param {(act: Act, press: KeyboardEvent) => unknown} act false where the key was for nothing here
 */
export function listen(page, act) {
  page.addEventListener("keydown", (event) => {
    const found = page.querySelector("dialog[open]") ? null : actOf(event);
    if (found && act(found, event) !== false) event.preventDefault();
  });
  page.addEventListener("click", giveSpaceBack);
}

/**
 * What was clicked keeps the focus, and the space bar would press it again instead of going on. Who
 * came by the keyboard keeps the focus.
 * @param {MouseEvent} event
 */
function giveSpaceBack(event) {
  const pressed = /** @type {Element} */ (event.target).closest("button, a, summary, label");
  if (event.detail === 0 || !(pressed instanceof HTMLElement)) return;
  if (pressed instanceof HTMLLabelElement) afterwards(() => letGo(pressed.control));
  else pressed.blur();
}

/** A label gives the focus to its box only after the click. @param {() => void} act */
const afterwards = (act) => void setTimeout(act);

/** @param {HTMLElement | null} box */
function letGo(box) {
  if (box?.matches("[type=checkbox]")) box.blur();
}
