/**
 * Opens a form that takes the page of its list, and is read from its top.
 * @param {Here} here @param {string} place
 */
export function openForm(here, place) {
  here.toggle(place, true);
  requestAnimationFrame(() => scrollTo(0, 0));
}

/**
 * Back to the list, where the form was opened.
 * @param {Here} here @param {string} place @param {string} id of the element that stands there
 */
export function closeForm(here, place, id) {
  here.toggle(place, false);
  requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView({ block: "nearest" }));
}
