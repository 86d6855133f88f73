import { readPlans, worthBreaking } from "./paging.js";

/** @import { Plan } from "./paging.js" */

/** In units of the screen: how far a card travels while it arrives, and a hair for rounding. */
const TRAVEL = 10;
/** Rounding of a line to whole pixels. */
const HAIR = 2;

/**
 * Lays out what it holds by the first of its `plans` that fits, else by the last one.
 *
 * The box takes its size from what is around it, never from what it holds. A plan's layout
 * becomes `data-plan`, and its size `--fit`, in units of the room's screen; CSS does the rest.
 * Words stay whole, unless breaking them makes the type much larger (`data-breaks`).
 */
export class ProjectorFit extends HTMLElement {
  static observedAttributes = ["plans"];

  #box = new ResizeObserver(() => this.fit());
  #words = new MutationObserver(() => this.fit());
  #fonts = () => this.fit();
  /** Whether a long word was in the way of a plan. */
  #cut = false;

  connectedCallback() {
    this.#box.observe(this);
    this.#words.observe(this, { childList: true, characterData: true, subtree: true });
    document.fonts.addEventListener("loadingdone", this.#fonts);
  }

  disconnectedCallback() {
    this.#box.disconnect();
    this.#words.disconnect();
    document.fonts.removeEventListener("loadingdone", this.#fonts);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.fit();
  }

  /** Tries the plans, and keeps the first that fits. */
  fit() {
    if (!this.clientHeight) return;
    const plans = readPlans(this.getAttribute("plans") ?? "");
    this.#cut = false;
    const whole = this.#first(plans, false);
    const broken = this.#cut ? this.#first(plans, true) : undefined;
    const breaks = broken !== undefined && worthBreaking(whole?.size ?? 0, broken.size);
    const plan = breaks ? broken : whole;
    this.#take(plan ?? plans.at(-1), breaks || !plan);
    this.settle(plan !== undefined);
    // What this element writes itself is no news to it.
    this.#words.takeRecords();
  }

  /**
   * @param {Plan[]} plans
   * @param {boolean} breaks whether words may break
   */
  #first(plans, breaks) {
    return plans.find((plan) => {
      this.#take(plan, breaks);
      return !this.#overflows();
    });
  }

  /**
   * @param {Plan | undefined} plan
   * @param {boolean} breaks
   */
  #take(plan, breaks) {
    this.toggleAttribute("data-breaks", breaks);
    this.dataset.plan = plan?.layout ?? "";
    this.style.setProperty("--fit", String(plan?.size ?? ""));
  }

  #overflows() {
    if (this.tooMuch()) return true;
    const cut = [...this.querySelectorAll("p")].some((p) => p.scrollWidth > p.clientWidth + HAIR);
    this.#cut ||= cut;
    return cut;
  }

  /** Whether something stands outside of the box. */
  tooMuch() {
    return this.scrollHeight > this.clientHeight + this.slack;
  }

  /** How far beyond the box something may seem to stand, in pixels. */
  get slack() {
    return TRAVEL * (parseFloat(getComputedStyle(this).getPropertyValue("--u")) || 1);
  }

  /**
   * Called when a plan has been chosen.
   * @param {boolean} _fits false: not even the last plan holds everything
   */
  settle(_fits) {}
}

if (!customElements.get("projector-fit")) customElements.define("projector-fit", ProjectorFit);
