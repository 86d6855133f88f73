import { emptyPages, fillPages } from "./evenly.js";
import { firstThat, readPlans, worthBreaking } from "./paging.js";
import { Turning } from "./page-turning.js";

/** @import { Plan } from "./paging.js" */

/** In units of the screen: how far a card travels while it arrives, and a hair for rounding. */
const TRAVEL = 10;
/** Rounding of a line to whole pixels. */
const HAIR = 2;
/** Layouts that have no further page. */
const ON_ONE_PAGE = /^(row|sheets|close)/;
/** How much of a page's height is filled where none of it looks empty. */
const FULL = 2 / 3;

/**
 * Lays out what it holds by the first of its `plans` that fits. Where none does, it
 * runs on over pages, which turn by themselves.
 *
 * The box takes its size from what is around it, never from what it holds. A plan's layout
 * becomes `data-plan`, and its size `--fit`, in units of the room's screen; CSS does the rest.
 * Words stay whole, unless breaking them makes the type much larger (`data-breaks`).
 *
 * @attr sparing where nothing fits, the plan that leaves least for later decides, not the smallest
 */
export class ProjectorFit extends HTMLElement {
  /** With the next frame: what is laid out anew within an observation may change other boxes. */
  #box = new ResizeObserver(() => requestAnimationFrame(() => this.#refit()));
  /** Words and plans change together: one look when all have. */
  #words = new MutationObserver(() => this.fit());
  /** The box at the last look. */
  #size = "";
  #fonts = () => this.fit();
  /** Whether a long word was in the way of a plan. */
  #cut = false;
  turning = new Turning(this);
  /** The attribute that says that more than the box can hold runs on beyond it. */
  onward = "data-paged";

  connectedCallback() {
    this.#box.observe(this);
    const words = { childList: true, characterData: true, subtree: true };
    this.#words.observe(this, { ...words, attributeFilter: ["plans"] });
    document.fonts.addEventListener("loadingdone", this.#fonts);
  }

  disconnectedCallback() {
    this.#box.disconnect();
    this.#words.disconnect();
    document.fonts.removeEventListener("loadingdone", this.#fonts);
    this.turning.stop();
    // Elsewhere its pages begin to turn anew, though the box be of the same size.
    this.#size = "";
  }

  #refit() {
    if (this.#size !== this.#measured) this.fit();
  }

  get #measured() {
    return `${this.clientWidth} ${this.clientHeight}`;
  }

  /** Tries the plans, and keeps the first that fits. */
  fit() {
    if (!this.clientHeight) return;
    const plans = readPlans(this.getAttribute("plans") ?? "");
    this.toggleAttribute(this.onward, false);
    emptyPages(this);
    this.#cut = false;
    const whole = this.#first(plans, false);
    const broken = this.#cut ? this.#first(plans, true) : undefined;
    const breaks = broken !== undefined && worthBreaking(whole?.size ?? 0, broken.size);
    const plan = breaks ? broken : whole;
    if (plan) this.#take(plan, breaks);
    else this.#runOn(plans);
    this.settle(plan !== undefined);
    // What this element writes itself is no news to it.
    this.#words.takeRecords();
    this.#size = this.#measured;
  }

  /** @param {Plan[]} plans @param {boolean} breaks whether words may break */
  #first(plans, breaks) {
    const found = firstThat(plans, (plan) => {
      this.#take(plan, breaks);
      return !this.#overflows();
    });
    if (found) this.#take(found, breaks);
    return found;
  }

  /**
   * Lays everything out by a plan, whether it fits or not.
   * @param {Plan | undefined} plan @param {boolean} breaks whether words may break
   */
  #take(plan, breaks) {
    this.toggleAttribute("data-breaks", breaks);
    this.dataset.plan = plan?.layout ?? "";
    this.style.setProperty("--fit", String(plan?.size ?? ""));
  }

  #overflows() {
    if (this.tooMuch()) return true;
    const cuts = this.#cuts();
    this.#cut ||= cuts;
    return cuts;
  }

  /**
   * More than fits: by the plan that leaves least, or else by the last one; in neither is a card or
   * a line of a list torn.
   * @param {Plan[]} plans
   */
  #runOn(plans) {
    this.toggleAttribute(this.onward, true);
    const on = plans.filter(({ layout }) => !ON_ONE_PAGE.test(layout));
    const tried = this.hasAttribute("sparing") ? this.#leavingLeast(on) : [...on].reverse();
    const whole = [false, true].some((breaks) =>
      tried.some((plan) => {
        this.#take(plan, breaks);
        return !this.#torn();
      }),
    );
    if (!whole) this.#take(on.filter(({ layout }) => layout === "one").at(-1) ?? on.at(-1), true);
    else fillPages(this, () => this.turning.pages);
  }

  /**
   * The plans that leave as little as any, in the order in which they are wanted; then the rest.
   * @param {Plan[]} plans
   */
  #leavingLeast(plans) {
    const left = new Map(plans.map((plan) => {
      this.#take(plan, false);
      return [plan, this.#torn() ? Infinity : this.left()];
    }));
    return [...plans].sort((a, b) => (left.get(a) ?? 0) - (left.get(b) ?? 0));
  }

  /** Whether a card or a line of a list ends in another column than it began, or a word is cut. */
  #torn() {
    const parts = [...this.querySelectorAll("li, article, .projector-answer")];
    return parts.some((one) => one.getClientRects().length > 1) || this.#cuts();
  }

  /** Whether a word is cut; beside the ellipsis of a text that is cut on purpose, some browsers measure more. */
  #cuts() {
    return [...this.querySelectorAll("p")].some((p) => (
      p.scrollWidth > p.clientWidth + HAIR && getComputedStyle(p).webkitLineClamp === "none"
    ));
  }

  /** How much a plan leaves for later: here, pages; of equal ones, those that begin with a full one. */
  left() {
    return this.turning.pages + (this.#full() ? 0 : 0.5);
  }

  /** Whether the first page is filled down to its last third. */
  #full() {
    const { left, right, top, height } = this.getBoundingClientRect();
    return [...this.children].some((one) => {
      const place = one.getBoundingClientRect();
      const seen = place.right > left && place.left < right;
      return seen && place.bottom - top > FULL * height;
    });
  }

  /** Whether something stands outside of the box: below it, or in a column too many. */
  tooMuch() {
    const { slack } = this;
    return (
      this.scrollHeight > this.clientHeight + slack || this.scrollWidth > this.clientWidth + slack
    );
  }

  /** How far beyond the box something may seem to stand, in pixels: what arrives still travels. */
  get slack() {
    const arrives = this.querySelector("[data-arriving]") !== null;
    return HAIR + (arrives ? TRAVEL * this.unit : 0);
  }

  /** One unit of the room's screen, in pixels. */
  get unit() {
    return parseFloat(getComputedStyle(this).getPropertyValue("--u")) || 1;
  }

  /**
   * Called when a plan has been chosen.
   * @param {boolean} _fits false: not even the last plan holds everything
   */
  settle(_fits) {
    this.turning.begin();
  }
}

if (!customElements.get("projector-fit")) customElements.define("projector-fit", ProjectorFit);
