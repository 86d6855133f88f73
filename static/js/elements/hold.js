const HOLD = 1000;
const KEYS = new Set([" ", "Enter"]);

/**
 * `<hold-button>`: around one real `<button>`. Pointer, space or enter held for a second fires
 * `held`; letting go earlier does nothing. A click that no finger and no key made comes from
 * assistive technology, which cannot hold: it counts.
 *
 * @attr data-holding set while it is held; CSS draws the line along the button's foot
 * @fires held
 */
export class HoldButton extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #leave = () => this.#release();

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

  get #button() {
    return this.querySelector("button");
  }

  /** @param {PointerEvent} event */
  #point = (event) => {
    if (
      event.button === 0 &&
      event.composedPath().includes(/** @type {EventTarget} */ (this.#button))
    )
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
    this.#release();
  };

  /** @param {MouseEvent} event */
  #click = (event) => {
    event.preventDefault();
    if (event.detail === 0 && event.isTrusted && !("pointerType" in event && event.pointerType))
      this.#done();
  };

  #start() {
    if (!this.#button || this.#button.disabled || this.#timer) return;
    this.setAttribute("data-holding", "");
    this.#timer = setTimeout(() => this.#done(), HOLD);
  }

  #release() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.removeAttribute("data-holding");
  }

  #done() {
    this.#release();
    this.dispatchEvent(new CustomEvent("held", { bubbles: true }));
  }
}

customElements.define("hold-button", HoldButton);
