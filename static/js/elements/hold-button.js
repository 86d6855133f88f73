import { t } from "../core/words.js";
import { askInstead, tellHow } from "./hold-button-hint.js";

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
 * @attr data-near set where the words come below the button, not at the head of the page
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
