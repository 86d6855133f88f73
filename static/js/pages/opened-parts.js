/** Opens the closed part of a page to which a link of that page leads. */

/** @param {string} hash */
function open(hash) {
  const part = document.getElementById(hash.slice(1));
  if (part instanceof HTMLDetailsElement) part.open = true;
}

addEventListener("hashchange", () => open(location.hash));
// A link that leads where the page already is changes no hash.
addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.hash) open(link.hash);
});
open(location.hash);
