/** The way back from an error, where there is one: what was typed there is still there. */

const button = /** @type {HTMLButtonElement} */ (document.getElementById("back-way"));

button.hidden = history.length < 2;
button.addEventListener("click", () => history.back());
