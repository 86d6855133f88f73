const SVG = "http://www.w3.org/2000/svg";
/** The standard asks for four modules of quiet around a code. */
const QUIET = 4;

/**
 * `<qr-code>`: draws the modules that the server has computed. Near-black on pure white in both
 * themes, because scanners want it so.
 *
 * @attr label what the code leads to, in words
 */
export class QrCode extends HTMLElement {
  static observedAttributes = ["label"];

  /** @type {readonly string[]} */
  #rows = [];

  /** @param {readonly string[]} rows of "0" and "1", one character a module */
  set rows(rows) {
    this.#rows = rows;
    this.#draw();
  }

  connectedCallback() {
    this.setAttribute("role", "img");
    this.#draw();
  }

  attributeChangedCallback() {
    this.setAttribute("aria-label", this.getAttribute("label") ?? "");
  }

  #draw() {
    if (!this.isConnected || !this.#rows.length) return;
    const size = this.#rows.length + 2 * QUIET;
    const svg = part("svg", {
      viewBox: `${-QUIET} ${-QUIET} ${size} ${size}`,
      "shape-rendering": "crispEdges",
    });
    svg.append(
      part("rect", {
        class: "qr-light",
        x: `${-QUIET}`,
        y: `${-QUIET}`,
        width: `${size}`,
        height: `${size}`,
      }),
      part("path", { class: "qr-dark", d: modulePath(this.#rows) }),
    );
    this.replaceChildren(svg);
  }
}

/**
 * One rectangle for each run of dark modules in a row.
 * @param {readonly string[]} rows @returns {string}
 */
export function modulePath(rows) {
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(
        (run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`,
      ),
    )
    .join("");
}

/** @param {string} name @param {Record<string, string>} attributes @returns {SVGElement} */
function part(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return /** @type {SVGElement} */ (element);
}

customElements.define("qr-code", QrCode);
