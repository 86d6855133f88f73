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
 * @param {HTMLElement | null} [near] what they come beside, in place of the page's head
 */
function tellHow(words, near = null) {
  clearTimeout(going);
  if (!place?.isConnected) place = put("p", "hold-words");
  place.setAttribute("role", "status");
  place.textContent = words;
  place.hidden = !words;
  placeNear(place, near);
  if (words) going = setTimeout(() => tellHow(""), STAY);
}

/** @param {HTMLElement} words @param {HTMLElement | null} near */
function placeNear({ style }, near) {
  style.inset = style.margin = style.inlineSize = "";
  if (!near) return;
  const { top, bottom, left, right } = near.getBoundingClientRect();
  const [from, to] = document.dir === "rtl"
    ? [EDGE, document.documentElement.clientWidth - right] : [left, EDGE];
  // Below the button, or above one at the foot of the window.
  const down = bottom < innerHeight / 2 ? `${bottom + GAP}px` : "auto";
  const up = down === "auto" ? `${innerHeight - top + GAP}px` : "auto";
  style.inset = `${down} ${to}px ${up} ${from}px`;
  style.margin = "0";
  style.inlineSize = "fit-content";
}

/**
 * Asks in a dialogue what cannot be held here.
 * @param {string} sentence @param {HTMLElement} button what was pressed @param {() => void} act
 * @param {DOMStringMap} [words] the answers, where the page brings them
 */
function askInstead(sentence, button, act, { yes, no } = {}) {
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

const HOLD = 1000;
/** Milliseconds within which a click belongs to the press before it. */
const SOON = 700;
const KEYS = new Set([" ", "Enter"]);

/**
 * `<hold-button>`: around one real `<button>`, for what cannot be undone. Pointer, space or enter
 * held for a second fires `held`. A short press does nothing: it shows the sentence, and how the
 * button is to be pressed. A click that nobody can hold, as by a switch or a screen reader, asks the
 * same sentence in a dialogue, whose "Do it" fires `held`, too.
 *
 * @attr data-sentence what goes and what stays; also as the property `sentence`
 * @attr data-beside set where the sentence stands beside the button already
 * @attr data-near set where the words come beside the button, not at the head of the page
 * @attr data-how data-yes data-no the words of a page that holds no catalogue
 * @attr data-holding set while it is held; CSS draws the line along the button's foot, and lets
 *   nothing of the page be selected
 * @fires held
 */
export class HoldButton extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** When a finger or a key was on the button last. */
  #touched = -SOON;
  /** Whether one is on it: also longer than the hold takes. */
  #down = false;
  #leave = () => {
    this.#release();
    this.#down = false;
  };

  connectedCallback() {
    this.addEventListener("pointerdown", this.#point);
    this.addEventListener("keydown", this.#press);
    this.addEventListener("keyup", this.#lift);
    this.addEventListener("click", this.#click);
    this.addEventListener("contextmenu", (event) => event.preventDefault());
    for (const name of ["pointerup", "pointercancel", "pointerleave", "focusout"])
      this.addEventListener(name, this.#leave);
    document.addEventListener("visibilitychange", this.#leave);
  }

  disconnectedCallback() {
    this.#release();
    document.removeEventListener("visibilitychange", this.#leave);
  }

  /** What goes and what stays. */
  get sentence() {
    return this.dataset.sentence ?? "";
  }

  set sentence(words) {
    this.dataset.sentence = words;
  }

  get #button() {
    return this.querySelector("button");
  }

  /** @param {PointerEvent} event */
  #point = (event) => {
    const own = event.composedPath().includes(/** @type {EventTarget} */ (this.#button));
    if (event.button !== 0 || !own || isMadeUp(event)) return;
    letGo(event);
    this.#start();
  };

  /** @param {KeyboardEvent} event */
  #press = (event) => {
    if (!KEYS.has(event.key)) return;
    event.preventDefault();
    if (!event.repeat) this.#start();
  };

  /** @param {KeyboardEvent} event */
  #lift = (event) => {
    if (!KEYS.has(event.key)) return;
    event.preventDefault();
    this.#leave();
  };

  /** @param {MouseEvent} event */
  #click = (event) => {
    event.preventDefault();
    const touched = performance.now() - this.#touched < SOON;
    if (!touched && this.#button && !this.#button.disabled)
      askInstead(this.sentence, this.#button, () => this.#done(), this.dataset);
  };

  #start() {
    if (!this.#button || this.#button.disabled || this.#timer) return;
    this.#down = true;
    this.setAttribute("data-holding", "");
    document.documentElement.toggleAttribute("data-holding", true);
    this.#timer = setTimeout(() => this.#done(), HOLD);
    this.#say();
  }

  #say() {
    const sentence = "beside" in this.dataset ? "" : this.sentence;
    const how = this.dataset.how ?? t("Hold for a second.");
    const near = "near" in this.dataset ? this.#button : null;
    tellHow([sentence, how].filter(Boolean).join(" "), near);
  }

  #release() {
    if (this.#down) this.#touched = performance.now();
    if (this.hasAttribute("data-holding"))
      document.documentElement.toggleAttribute("data-holding", false);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.removeAttribute("data-holding");
  }

  #done() {
    this.#release();
    tellHow("");
    this.dispatchEvent(new CustomEvent("held", { bubbles: true }));
  }
}

/** A finger belongs to what it touched first: one that slides off would never leave. */
function letGo(/** @type {PointerEvent} */ { target, pointerId }) {
  const touched = /** @type {Element} */ (target);
  if (touched.hasPointerCapture?.(pointerId)) touched.releasePointerCapture(pointerId);
}

/**
 * Whether assistive technology made this press, so that no finger holds it: a contact without a
 * size (VoiceOver), or of one pixel without pressure (TalkBack).
 * @param {PointerEvent} event
 */
function isMadeUp({ width, height, pressure, detail, pointerType }) {
  const point = width === 0 && height === 0;
  const pixel = width === 1 && height === 1 && pressure === 0 && detail === 0;
  return point || (pixel && pointerType === "mouse");
}

customElements.define("hold-button", HoldButton);
