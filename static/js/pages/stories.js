/** The shelf: what is chosen in one of its lists is looked for at once. */

const filters = /** @type {HTMLFormElement} */ (document.querySelector(".shelf-filters"));
for (const list of filters.querySelectorAll("select")) {
  list.addEventListener("change", () => filters.submit());
}

export {};
