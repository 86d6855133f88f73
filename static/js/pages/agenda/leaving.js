/** Whoever leaves with changes that are not kept is asked; whoever sends the form is not. */

/** @param {() => boolean} changed */
export function askBeforeLeaving(changed) {
  let sends = false;
  // After the page has asked whether the server is there: while it is not, nothing is sent.
  addEventListener("submit", (event) => (sends = !event.defaultPrevented));
  addEventListener("beforeunload", (event) => {
    if (changed() && !sends) event.preventDefault();
  });
}
