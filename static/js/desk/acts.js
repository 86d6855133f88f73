/** @import { Next } from "./next.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { holding } from "../elements/hold-button-around.js";
import { lossWords } from "./losses.js";

/**
 * A button for one act: pressed, or held for a second where it takes something away.
 * @param {Desk} desk @param {Next} next
 * @param {(press: (event: MouseEvent) => void) => unknown} button draws the button itself
 * @param {boolean} [beside] whether what goes stands beside it already
 */
export function actButton(desk, next, button, beside = false) {
  if (!next.hold) return button((event) => desk.follow(next, event));
  return holding(lossWords(desk, next), () => desk.follow(next), button(() => {}), beside, true);
}

/** The same, small and outlined. @param {Desk} desk @param {Next} next */
export function smallAct(desk, next) {
  return actButton(desk, next, (press) => html`<button
    class="button desk-small"
    type="button"
    @click=${press}
  >
    ${next.label}
  </button>`);
}
