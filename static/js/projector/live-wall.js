import { ProjectorFit } from "./fit.js";
import { leveled, pageAt } from "./live-pages.js";
import { LEAST } from "./paging.js";

/** @import { OnWall } from "./live-pages.js" */

/** The type of its cards, in units of the screen, from the largest on. */
const SIZES = [37, LEAST];
/** Between two cards of a column, in units of the screen. */
const GAP = 22;
/** Rounding to whole pixels. */
const HAIR = 1;
const FULL = 6;

/**
 * A live wall: of all the cards that it holds a page, in columns that end level, by their measured heights.
 * A page stands until `turn` changes, whatever is put up meanwhile; a card that is taken off keeps its place
 * on it. The whole screen is told by `data-turns` how many come next: "six", "others", or nothing where all
 * are seen.
 *
 * @attr turn how often the page has changed
 */
class ProjectorLiveWall extends ProjectorFit {
  static observedAttributes = ["turn"];

  /** What is seen, and for which turn and which box that was chosen. */
  #seen = { turn: "", box: "", columns: 0, numbers: /** @type {string[]} */ ([]) };
  /** The screen that was told how many come next. @type {HTMLElement | null} */
  #told = null;

  attributeChangedCallback() {
    this.fit();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#seen.turn = "";
    delete this.#told?.dataset.turns;
  }

  /** Chooses the page of this turn and lays it out, unless it stands there. */
  fit() {
    if (!this.clientHeight || !this.children.length || this.#stands()) return;
    this.#choose();
    this.#place();
  }

  #stands() {
    const { turn, box, numbers } = this.#seen;
    const cards = this.#cards;
    const same = turn === this.getAttribute("turn") && box === this.#box && cards.length === numbers.length;
    return same && !cards.some((card) => card.scrollHeight > card.clientHeight + this.slack);
  }

  get #box() {
    return `${this.clientWidth} ${this.clientHeight}`;
  }

  /** The cards of the page, in its order. @returns {HTMLElement[]} */
  get #cards() {
    const all = new Map(this.#all.map((card) => [card.dataset.n, card]));
    return this.#seen.numbers.flatMap((n) => all.get(n) ?? []);
  }

  get #all() {
    return /** @type {HTMLElement[]} */ ([...this.children]);
  }

  #choose() {
    const turn = this.getAttribute("turn") ?? "";
    const all = this.#all.filter((card) => !card.hasAttribute("data-off"));
    if (!all.length) return;
    this.toggleAttribute("data-measuring", true);
    const { page, pages } = pageAt(all.map(onWall), this.#fits(all), Number(turn));
    const numbers = page.cards.map(({ n }) => String(n));
    this.#seen = { turn, box: this.#box, columns: page.columns, numbers };
    for (const card of this.#all) card.removeAttribute("data-seen");
    this.toggleAttribute("data-measuring", false);
    // Looked at in between, what is seen again arrives with the others.
    void this.offsetHeight;
    for (const card of this.#cards) card.toggleAttribute("data-seen", true);
    this.#tell(pages.map(({ cards }) => cards.length));
  }

  /** @param {HTMLElement[]} all @returns {import("./live-pages.js").Fits} */
  #fits(all) {
    /** @type {Map<number, Map<string | undefined, number>>} */
    const known = new Map();
    const measured = (/** @type {number} */ columns) => {
      this.#take(columns, LEAST);
      const heights = heightsOf(all);
      return new Map(all.map((card, i) => [card.dataset.n, heights[i] ?? 0]));
    };
    return (columns, cards) => {
      const heights = known.get(columns) ?? measured(columns);
      known.set(columns, heights);
      const sum = cards.reduce((high, { n }) => high + (heights.get(String(n)) ?? 0), 0);
      return sum + (cards.length - 1) * this.#gap <= this.clientHeight + HAIR;
    };
  }

  /** Puts the cards of the page in their places, in the largest type in which they have room there. */
  #place() {
    const { columns } = this.#seen;
    const cards = this.#cards;
    for (const size of SIZES) {
      this.#take(columns, size);
      const heights = heightsOf(cards);
      const level = leveled(heights, columns, this.#gap);
      const fits = level.every(({ height }) => height <= this.clientHeight + HAIR);
      if (!fits && size !== LEAST) continue;
      level.forEach(({ places, height }, column) => {
        const spare = Math.max(0, this.clientHeight - height) / places.length;
        places.forEach((place, row) => put(cards[place], column, row, (heights[place] ?? 0) + spare));
      });
      return;
    }
  }

  get #gap() {
    return GAP * this.unit;
  }

  /** @param {number} columns @param {number} size */
  #take(columns, size) {
    this.dataset.columns = String(columns);
    this.style.setProperty("--columns", String(columns));
    this.style.setProperty("--fit", String(size));
  }

  /** @param {number[]} counts of the cards on each page */
  #tell(counts) {
    const turns = counts.length < 2 ? "" : counts.every((count) => count === FULL) ? "six" : "others";
    this.#told = this.closest(".projector-screen");
    if (this.#told) this.#told.dataset.turns = turns;
  }
}

/** @param {HTMLElement} card @returns {OnWall} */
const onWall = (card) => ({ n: Number(card.dataset.n), letters: card.textContent?.length ?? 0 });

/**
 * How high cards are with nothing to spare. A word breaks only where it is longer than a line.
 * @param {HTMLElement[]} cards
 */
function heightsOf(cards) {
  for (const card of cards) {
    card.toggleAttribute("data-breaks", false);
    put(card, 0, 0);
  }
  const cut = cards.filter((card) => [...card.querySelectorAll("p")].some(isCut));
  for (const card of cut) card.toggleAttribute("data-breaks", true);
  return cards.map((card) => card.getBoundingClientRect().height);
}

/** @param {HTMLElement} text */
const isCut = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + HAIR;

/**
 * @param {HTMLElement | undefined} card @param {number} column @param {number} row
 * @param {number} [height] in pixels; without it, what its words need
 */
function put(card, column, row, height) {
  if (!card) return;
  card.style.blockSize = height === undefined ? "auto" : `${height}px`;
  card.style.gridColumn = String(column + 1);
  card.style.alignSelf = row ? "end" : "start";
}

if (!customElements.get("projector-live-wall")) customElements.define("projector-live-wall", ProjectorLiveWall);
