/** What cannot be undone is held for a second, also in a form of a page; without scripts it is sent. */
import "../elements/hold-button.js";

addEventListener("held", ({ target }) => {
  const button = /** @type {Element} */ (target).querySelector("button");
  if (!button?.form) return;
  const said = document.createElement("input");
  Object.assign(said, { type: "hidden", name: button.name, value: button.value });
  button.form.append(said);
  button.form.submit();
});
