import { html, nothing, svg } from "../../../vendor/lit-html/lit-html.js";
import { vars } from "../../elements/vars.js";
import { bundles, HIGH, stroke, WIDE } from "./screen-tally-shape.js";

/**
 * People as one counts them on paper: a stroke for each, every fifth across the four before.
 * @param {number} people
 * @returns {TemplateResult | typeof nothing} nothing without people; the words beside it say more
 */
export function tally(people) {
  if (!people) return nothing;
  const { across, rows, scale } = bundles(Math.ceil(people / 5));
  return html`<svg class="projector-tally" viewBox="0 0 ${across * WIDE} ${rows * HIGH}"
    preserveAspectRatio="xMinYMax meet" aria-hidden="true"
    ${vars({ "--high": rows * HIGH * scale })}>
    ${Array.from({ length: people }, (_, n) => svg`<path d=${stroke(n, across)}></path>`)}
  </svg>`;
}
