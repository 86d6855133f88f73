/** Says moments as the clock here shows them, which need not be where the server is. */
import { momentInWords } from "../core/hours.js";

const spans = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-moment]"));
for (const span of spans) {
  const { moment = "", words = "" } = span.dataset;
  span.textContent = words.replace("{when}", momentInWords(Number(moment), document.documentElement.lang));
}
