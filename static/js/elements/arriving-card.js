import { Directive, directive, PartType } from "../../vendor/lit-html/directive.js";
import { noChange } from "../../vendor/lit-html/lit-html.js";

/** Milliseconds in which a card has arrived, and its seam is drawn. */
const ARRIVED = 1200;

/**
 * Marks an element as arriving while it does. What stays marked would begin to arrive anew where a
 * browser has left it out of sight, and keeps it counting until then.
 */
class Arriving extends Directive {
  #begun = false;

  /** @param {import("../../vendor/lit-html/directive.js").PartInfo} part */
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("arriving() belongs inside a tag");
  }

  /** @param {import("../../vendor/lit-html/lit-html.js").ElementPart} part @param {[boolean]} values */
  update({ element }, [comes]) {
    if (comes && !this.#begun) {
      element.setAttribute("data-arriving", "");
      setTimeout(() => element.removeAttribute("data-arriving"), ARRIVED);
    }
    this.#begun = true;
    return noChange;
  }

  /** @param {boolean} _comes */
  render(_comes) {
    return noChange;
  }
}

/** In a template: `<div ${arriving(isNew)}></div>`; what counts is whether it came at first. */
export const arriving = directive(Arriving);
