/** A proposal that was saved as a file: who agrees to its text saves that as a file, too. */

import { handOver, today } from "./tell-saving.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("agree"));
const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { contribution, code, hash } = form.dataset;
  handOver({ format: "failure-workshop-agreement", version: 1, contribution, code, hash, day: today() });
  saved.hidden = false;
  saved.focus();
});
