/** An invitation that was saved as a file: the answer is a file, too, and nothing is sent. */

import { answerOf, faultsOf } from "./tell-answer-file.js";
import { askBy } from "./tell-asking.js";
import { limitsOf } from "./tell-limits.js";

/** As long as browsers take to read a file that is saved, in milliseconds. */
const READ = 60_000;
const NAME = "answer.story.json";

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
  handOver(JSON.stringify(answerOf(given, form.dataset, today()), null, 2));
  part("saved").focus();
}

/** @param {string} text */
function handOver(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text, "\n"], { type: "application/json" }));
  link.download = NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ);
}

/** The day where somebody is. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((one) => String(one).padStart(2, "0")).join("-");
}

askBy(save);
// What is changed now is in no file yet.
part("tell").addEventListener("input", () => {
  part("saved").hidden = true;
});
