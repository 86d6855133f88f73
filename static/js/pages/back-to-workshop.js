/** The way back into a workshop that this device has joined, for whoever opens the bare address. */
import { joinedRooms } from "../core/joined-workshops.js";

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
