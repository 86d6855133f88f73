/** The contributor's own text in place of a proposed one: kept on the phone until it is sent. */

import { fillFromDraft, keepDraft } from "./tell-draft.js";
import { sayLimits } from "./tell-limits.js";
import { sendOnce } from "./tell-sending.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("tell"));

form.addEventListener("input", () => keepDraft(form));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  sendOnce(form);
});
fillFromDraft(form);
sayLimits(form);
