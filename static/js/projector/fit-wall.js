import { t } from "../core/words.js";
import { ProjectorFit } from "./fit.js";

/**
 * What stands in columns, as much of it as stays legible. What finds no place is not drawn
 * (`data-out`), and the element's neighbour `.projector-more` says in words how much that is.
 *
 * @attr beyond how many more there are that it was not even given
 */
export class ProjectorWall extends ProjectorFit {
  onward = "data-full";

  /** How many find no place. */
  left() {
    return this.#outside().length;
  }

  /** What an earlier look had to say took room; without it more may find a place. */
  fit() {
    this.#say(this.#beyond);
    super.fit();
  }

  /** @param {boolean} fits */
  settle(fits) {
    if (!fits) this.#say(1);
    const out = new Set(fits ? [] : this.#outside());
    for (const one of this.#all()) one.toggleAttribute("data-out", out.has(one));
    this.#say(out.size + this.#beyond);
  }

  get #beyond() {
    return Number(this.getAttribute("beyond") ?? 0);
  }

  /** @param {number} n how many are not drawn */
  #say(n) {
    const more = this.parentElement?.querySelector(".projector-more");
    const words = n ? t("and {n} more", { n }) : "";
    if (more && more.textContent !== words) more.textContent = words;
  }

  #all() {
    return /** @type {HTMLElement[]} */ ([...this.children]);
  }

  #outside() {
    const { slack } = this;
    const box = this.getBoundingClientRect();
    return this.#all().filter((one) => {
      const place = one.getBoundingClientRect();
      // A card taller than its column goes on in the next one: half of it would hang over the edge.
      const beside = place.right > box.right + slack || place.left < box.left - slack;
      return beside || place.bottom > box.bottom + slack;
    });
  }
}

if (!customElements.get("projector-wall")) customElements.define("projector-wall", ProjectorWall);
