/** The way back from an error, where there is one: what was typed there is still there. */

const button = document.getElementById("back-way");

if (button) {
  button.hidden = history.length < 2;
  button.addEventListener("click", () => history.back());
}
