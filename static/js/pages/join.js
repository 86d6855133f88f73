/** The language of the bare address: what this device has chosen before, or chooses here. */
import { remember, remembered } from "../core/chosen-language.js";
import "./swept.js";
import "./own-words.js";
import { joinedRooms } from "../core/joined-workshops.js";

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

const place = document.getElementById("back");
const [room] = joinedRooms();
if (room && place) {
  const link = document.createElement("a");
  link.className = "button button-main button-wide";
  link.href = `/w/${encodeURIComponent(room.workshop)}/`;
  link.dir = "auto";
  link.textContent = (place.dataset.words ?? "").replace("{title}", () => room.title);
  place.replaceChildren(link);
  place.hidden = false;
  document.getElementById("go")?.classList.remove("button-main");
}
