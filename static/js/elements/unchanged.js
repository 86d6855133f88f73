import { Directive, directive } from "../../vendor/lit-html/directive.js";
import { noChange } from "../../vendor/lit-html/lit-html.js";

/** Leaves a part of a page alone while what it depends on is the same. */
class Unchanged extends Directive {
  /** @type {readonly unknown[] | null} */
  #before = null;

  /**
   * @param {readonly unknown[]} depends everything that the drawing reads
   * @param {(again: boolean) => unknown} draw `again` says that it stands there already
   */
  render(depends, draw) {
    const before = this.#before;
    this.#before = depends;
    const same =
      before?.length === depends.length && depends.every((value, i) => Object.is(value, before[i]));
    return same ? noChange : draw(before !== null);
  }
}

/** In a template: `${unchanged([card, open], () => html`…`)}`, in lists of hundreds. */
export const unchanged = directive(Unchanged);
