/** Says the name that is typed wherever a page has a sentence with it. */

const field = /** @type {HTMLInputElement} */ (document.getElementById("label"));
const sentences = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-named]"));

function say() {
  const name = field.value.trim();
  for (const { dataset: { named = "", plain = "" }, firstChild } of sentences) {
    if (firstChild) firstChild.textContent = name ? named.replace("{name}", () => name) : plain;
  }
}

field.addEventListener("input", say);
say();

export {};
