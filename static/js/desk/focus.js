/**
 * Draws, and leaves nobody without the focus: what had it and is gone gives it to what now stands
 * under the same name, else to the heading above. Who came by the mouse has none and gets none.
 * @param {HTMLElement} view
 * @param {() => void} draw
 */
export function keepingFocus(view, draw) {
  const had = document.activeElement;
  const inside = had instanceof HTMLElement && view.contains(had);
  draw();
  if (!inside || document.activeElement === had) return;
  const again = had.id ? document.getElementById(had.id) : null;
  /** @type {HTMLElement | null} */
  const heading = view.querySelector("#desk-sees, .desk-away > h1");
  (again ?? heading)?.focus({ preventScroll: true });
}
