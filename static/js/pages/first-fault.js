/** A form that comes back with faults: leads to the first, and says each until its field was changed. */

const FAULT = '.notice[id$="-fault"]';
const FAULTS = `[aria-invalid="true"], ${FAULT}`;
const found = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(FAULTS));
const first = [...found].find((one) => one.getClientRects().length);
const wrong = new Set(document.querySelectorAll('[aria-invalid="true"]'));

if (first) {
  if (first.matches(".notice")) first.tabIndex = -1;
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
}

addEventListener("input", ({ target }) => {
  if (!(target instanceof Element) || !wrong.delete(target)) return;
  target.removeAttribute("aria-invalid");
  for (const id of target.getAttribute("aria-describedby")?.split(" ") ?? []) {
    const said = document.getElementById(id);
    if (said?.matches(FAULT) && ![...wrong].some((one) => isSaidOf(one, id))) said.hidden = true;
  }
  const notice = document.getElementById("marked");
  if (!wrong.size && notice) notice.hidden = true;
});

/** @param {Element} field @param {string} id */
const isSaidOf = (field, id) => field.getAttribute("aria-describedby")?.split(" ").includes(id);
