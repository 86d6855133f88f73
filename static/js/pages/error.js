/** On the page of something that failed, which a phone may meet on its way in: all in one file. */
import "./swept.js";
import "./own-words.js";

const button = document.getElementById("back-way");

if (button) {
  button.hidden = history.length < 2;
  button.addEventListener("click", () => history.back());
}
