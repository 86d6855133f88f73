/** What a hold says on the page: how it is pressed, or the same sentence to answer instead. */
import { t } from "../core/words.js";

/** Milliseconds for which the words stay after the last press. */
const STAY = 8000;
/** Pixels between a button and its words. */
const GAP = 4;
/** Pixels that they leave free at their end. */
const EDGE = 12;

/** @type {HTMLElement | undefined} */
let place;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let going;

/**
 * Shows these words at the head of the page for a while, and says them to a screen reader.
 * @param {string} words "" takes them away
 * @param {HTMLElement | null} [near] what they come below, in place of the page's head
 */
export function tellHow(words, near = null) {
  clearTimeout(going);
  if (!place?.isConnected) place = put("p", "hold-words");
  place.setAttribute("role", "status");
  place.textContent = words;
  place.hidden = !words;
  placeBelow(place, near);
  if (words) going = setTimeout(() => tellHow(""), STAY);
}

/** @param {HTMLElement} words @param {HTMLElement | null} near */
function placeBelow({ style }, near) {
  style.inset = style.margin = style.inlineSize = "";
  if (!near) return;
  const { bottom, left, right } = near.getBoundingClientRect();
  const [from, to] = document.dir === "rtl"
    ? [EDGE, document.documentElement.clientWidth - right] : [left, EDGE];
  style.inset = `${bottom + GAP}px ${to}px auto ${from}px`;
  style.margin = "0";
  style.inlineSize = "fit-content";
}

/**
 * Asks in a dialogue what cannot be held here.
 * @param {string} sentence @param {HTMLElement} button what was pressed @param {() => void} act
 * @param {DOMStringMap} [words] the answers, where the page brings them
 */
export function askInstead(sentence, button, act, { yes, no } = {}) {
  const dialog = /** @type {HTMLDialogElement} */ (put("dialog", "hold-ask"));
  // Safari has dialogues from 15.4 on.
  if (!("showModal" in dialog)) {
    /** @type {HTMLElement} */ (dialog).remove();
    if (confirm([button.textContent?.trim(), sentence].join("\n"))) act();
    return;
  }
  dialog.setAttribute("aria-label", button.textContent?.trim() ?? "");
  const words = put("p", "", dialog);
  words.textContent = sentence || (button.textContent ?? "");
  answer(dialog, yes ?? t("Do it"), "button button-main", act);
  answer(dialog, no ?? t("Cancel"), "button", () => {}).focus();
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

/** @param {HTMLDialogElement} dialog @param {string} words @param {string} look @param {() => void} act */
function answer(dialog, words, look, act) {
  const button = /** @type {HTMLButtonElement} */ (put("button", look, dialog));
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", () => {
    dialog.close();
    act();
  });
  return button;
}

/** @param {string} tag @param {string} look @param {HTMLElement} [into] */
function put(tag, look, into = document.body) {
  const made = document.createElement(tag);
  made.className = look;
  into.append(made);
  return made;
}
