/**
 * How to lay out what stands in a box, and its type size: "two:48".
 * @typedef {{layout: string, size: number}} Plan
 */

/** Rounding of lines to whole pixels, not words that stand outside. */
const HAIR = 2;
/** Whole words in type of this size are read from the last row. */
const LEGIBLE = 44;
const WORTH_BREAKING = 1.4;

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
    const whole = this.#first(plans, false);
    const broken = this.#first(plans, true);
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
      return !this.overflows();
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

  /** Whether something stands outside of the box. */
  overflows() {
    return this.scrollHeight > this.clientHeight + HAIR || this.cutsWords();
  }

  /** Whether a word is longer than its line. */
  cutsWords() {
    return [...this.querySelectorAll("p")].some((p) => p.scrollWidth > p.clientWidth + HAIR);
  }

  /**
   * Called when a plan has been chosen.
   * @param {boolean} _fits false: not even the last plan holds everything
   */
  settle(_fits) {}
}

/**
 * Words break only where that makes small type much larger.
 * @param {number} whole the largest size with whole words, 0 where there is none
 * @param {number} broken the largest size with broken ones
 * @returns {boolean}
 */
export function worthBreaking(whole, broken) {
  return whole < LEGIBLE && broken >= whole * WORTH_BREAKING;
}

/**
 * @param {string} text such as "one:48 two:48 two:40"
 * @returns {Plan[]}
 */
export function readPlans(text) {
  return text.split(" ").filter(Boolean).map((word) => {
    const [layout = "", size = ""] = word.split(":");
    return { layout, size: Number(size) };
  });
}

if (!customElements.get("projector-fit")) customElements.define("projector-fit", ProjectorFit);
