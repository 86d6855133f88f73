/** The language of the bare address: what this device has chosen before, or chooses here. */
import { remember, remembered } from "../core/chosen-language.js";
import "./swept.js";
import "./back-to-workshop.js";
import "./own-words.js";

const chosen = remembered();
const known = [...document.querySelectorAll(".languages a")];
const link = known.find((each) => each.getAttribute("lang") === chosen);

// Fetched again, the answer to a sent form would no longer say what is wrong.
const answers = document.documentElement.hasAttribute("data-answer");
if (chosen && link && chosen !== document.documentElement.lang && !answers) {
  location.replace(`?language=${chosen}`);
}
for (const each of known) {
  each.addEventListener("click", () => remember(each.getAttribute("lang") ?? ""));
}
