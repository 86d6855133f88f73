/** A form that comes back with faults: leads to the first, and says so until each field was changed. */

const FAULTS = '[aria-invalid="true"], .notice[id$="-fault"]';
const found = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(FAULTS));
const first = [...found].find((one) => one.getClientRects().length);
const wrong = new Set(document.querySelectorAll('[aria-invalid="true"]'));

if (first) {
  if (first.matches(".notice")) first.tabIndex = -1;
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
}

addEventListener("input", ({ target }) => {
  const notice = document.getElementById("marked");
  if (wrong.delete(/** @type {Element} */ (target)) && !wrong.size && notice) notice.hidden = true;
});
