/** Lists that have one place for the tabulator: the arrows move inside. */

/** Rows to the next one, by the key that leads there. @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Moves the focus to the row before or after; False where the key or its place is for nothing here.
 * @param {KeyboardEvent} event @param {string} rows a selector, within the element that listens
 */
export function stepsAmong(event, rows) {
  const list = /** @type {Element} */ (event.currentTarget);
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(rows)]);
  const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
  const by = STEPS[event.key];
  if (at < 0 || !by) return false;
  all[at + by]?.focus();
  event.preventDefault();
  event.stopPropagation();
  return true;
}
