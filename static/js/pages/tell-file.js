/** An invitation that was saved as a file: the answer is a file, too, and nothing is sent. */

import { answerOf, faultsOf } from "./tell-answer-file.js";
import { askBy } from "./tell-asking.js";
import { limitsOf } from "./tell-limits.js";
import { handOver, today } from "./tell-saving.js";

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {HTMLFormElement} form @param {(page: string) => void} open */
function save(form, open) {
  const given = new FormData(form);
  const faults = faultsOf(given, limitsOf(form));
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-fault]"))) {
    one.hidden = !faults.some(({ name }) => name === one.dataset.fault);
  }
  part("missing").hidden = !faults.length;
  part("saved").hidden = faults.length > 0;
  if (faults[0]) return open(faults[0].page);
  handOver(answerOf(given, form.dataset, today()));
  part("saved").focus();
}

askBy(save);
// What is changed now is in no file yet.
part("tell").addEventListener("input", () => {
  part("saved").hidden = true;
});
