/** As much of a page as a custom element needs in order to be pressed and counted under Node. */

class Element extends EventTarget {
  isConnected = true;
  hidden = false;
  textContent = "";
  style = { inset: "" };
  /** @type {Record<string, string>} */
  dataset = {};
  /** @type {Map<string, string>} */
  attributes = new Map();
  /** @type {string[]} */
  children = [];
  get firstChild() {
    return this.children.length ? { nodeValue: this.children[0] } : null;
  }
  /** @param {Element} child */
  append(child) {
    page.made.push(child);
  }
  showModal() {}
  close() {}
  focus() {}
  remove() {}
  click() {
    this.dispatchEvent(new Event("click"));
  }
  /** @param {...string} children */
  replaceChildren(...children) {
    this.children = children;
  }
  /** @param {string} name */
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }
  /** @param {string} name */
  hasAttribute(name) {
    return this.attributes.has(name);
  }
  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes.set(name, value);
  }
  /** @param {string} name */
  removeAttribute(name) {
    this.attributes.delete(name);
  }
  /** @param {string} name @param {boolean} on */
  toggleAttribute(name, on) {
    if (on) this.attributes.set(name, "");
    else this.attributes.delete(name);
  }
}

export const page = Object.assign(new EventTarget(), {
  hidden: false,
  body: new Element(),
  documentElement: new Element(),
  /** What was put on the page. @type {Element[]} */
  made: [],
  createElement: () => new Element(),
});

Object.assign(globalThis, {
  HTMLElement: Element,
  document: page,
  customElements: { define() {} },
});
