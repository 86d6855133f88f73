import { beginningOf, piecesOf } from "./beginnings.js";
import { ProjectorFit } from "./fit.js";

/** Rounding of a line to whole pixels. */
const HAIR = 1;

/**
 * A text that is to be cut to what its box holds.
 * @typedef {{ box: HTMLElement, line: HTMLElement, pieces: string[], whole: boolean, fits: number,
 *   over: number }} Beginning fits: so many pieces do; over: so many do not
 */

/**
 * A wall of cards, each cut to what its sheet holds: at a word, and inside of one only where not even
 * the first finds room. All are cut together, so that the page is laid out a few times and not once
 * for each.
 */
export class ProjectorWall extends ProjectorFit {
  /** A look begins with the whole words: a box that has grown holds more of them. */
  fit() {
    if (!this.clientHeight) return;
    for (const line of this.#lines()) line.textContent = line.dataset.words ?? "";
    super.fit();
  }

  /** What is too much is cut. */
  tooMuch() {
    return false;
  }

  settle() {
    const long = this.#lines().map((line) => begun(line, true)).filter(isOver);
    search(long);
    search(long.filter(({ fits }) => !fits).map(({ line }) => begun(line, false)));
  }

  #lines() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-words]")]);
  }
}

/** @param {HTMLElement} line @param {boolean} whole @returns {Beginning} */
function begun(line, whole) {
  const pieces = piecesOf(line.dataset.words ?? "", whole);
  const box = /** @type {HTMLElement} */ (line.parentElement);
  return { box, line, pieces, whole, fits: 0, over: pieces.length };
}

/** @param {Pick<Beginning, "box">} one */
function isOver({ box }) {
  return box.scrollHeight > box.clientHeight + HAIR || box.scrollWidth > box.clientWidth + HAIR;
}

/** Halves what is not known yet of each until it is known of all. @param {Beginning[]} all */
function search(all) {
  for (let open = all; open.length; open = open.filter(({ fits, over }) => over - fits > 1)) {
    const tried = open.map((one) => ({ one, count: Math.floor((one.fits + one.over) / 2) }));
    for (const { one, count } of tried) write(one, count);
    for (const { one, count } of tried) {
      if (isOver(one)) one.over = count;
      else one.fits = count;
    }
  }
  for (const one of all) write(one, one.fits);
}

/** @param {Beginning} one @param {number} count */
function write({ line, pieces, whole }, count) {
  line.textContent = beginningOf(pieces, count, whole);
}

if (!customElements.get("projector-wall")) customElements.define("projector-wall", ProjectorWall);
