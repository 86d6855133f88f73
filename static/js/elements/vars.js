import { Directive, directive, PartType } from "../../vendor/lit-html/directive.js";
import { noChange } from "../../vendor/lit-html/lit-html.js";

/** @typedef {Readonly<Record<`--${string}`, string | number | null | undefined>>} Vars */

/**
 * Custom properties on an element, set by script: a style attribute in a template would be refused
 * by the page's policy. In a template: `<div ${vars({ "--share": 0.4 })}></div>`. A null takes the
 * property away.
 */
class VarsDirective extends Directive {
  /** What they were set to last. @type {Vars} */
  #set = {};

  /** @param {import("../../vendor/lit-html/directive.js").PartInfo} part */
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("vars() belongs inside a tag");
  }

  /** @param {import("../../vendor/lit-html/lit-html.js").ElementPart} part @param {[Vars]} values */
  update(part, [values]) {
    const { style } = /** @type {HTMLElement} */ (part.element);
    for (const [name, value] of variables(values)) {
      if (value === this.#set[name]) continue;
      if (value == null) style.removeProperty(name);
      else style.setProperty(name, String(value));
    }
    this.#set = values;
    return noChange;
  }

  /** @param {Vars} _values */
  render(_values) {
    return noChange;
  }
}

/** @param {Vars} values */
const variables = (values) => /** @type {[keyof Vars, Vars[keyof Vars]][]} */ (Object.entries(values));

export const vars = directive(VarsDirective);
