/** Letters to a teller, at the desk: the button says how many go, and the sentence what is erased. */

import "./hold-to-send.js";

/** @param {HTMLFormElement} form */
function follow(form) {
  const ticks = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[name=letter]")]);
  const goes = /** @type {HTMLElement} */ (form.querySelector("[data-goes]"));
  const through = /** @type {HTMLButtonElement} */ (form.querySelector("[data-words]"));
  const hold = /** @type {HTMLElement} */ (through.closest("hold-button"));

  const say = () => {
    const n = ticks.filter(({ checked }) => checked).length;
    const filled = (words = "") => words.replace("{n}", String(n)).replace("{all}", String(ticks.length));
    const { all, some, none } = goes.dataset;
    goes.textContent = filled(n === ticks.length ? all : n ? some : none);
    hold.dataset.sentence = goes.textContent;
    through.textContent = filled(through.dataset.words);
    through.disabled = !n;
  };
  form.addEventListener("change", say);
  say();
}

for (const form of document.querySelectorAll("form.letters"))
  follow(/** @type {HTMLFormElement} */ (form));
