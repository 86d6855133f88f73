/** @import { Boot } from "../core/room.js" */
import { render } from "../../vendor/lit-html/lit-html.js";
import { openRoom } from "../core/room.js";
import { useWords } from "../core/words.js";
import { goneWords } from "../words/room.js";
import { crossing } from "./crossing.js";
import { screen } from "./screen.js";
import { followTheme } from "./theme.js";
import { keepUnit } from "./unit.js";

/** How often the line that tells the time is drawn again, in milliseconds. */
const LINE = 5000;

followTheme();
keepUnit(document.documentElement);
const view = /** @type {HTMLElement} */ (document.getElementById("view"));
/** @type {Boot} */
const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "");
useWords(boot.words, boot.language);
const room = openRoom(boot);
const draw = crossing(room, () => {
  if (room.connected === "refused") forget();
  render(screen(room), view);
});

room.subscribe(draw);
setInterval(draw, LINE);
draw();

/** What the page itself calls the workshop goes with it. */
function forget() {
  document.title = goneWords(room.get("workshop") ?? {});
  const heading = document.querySelector("body > header > h1");
  if (heading) heading.textContent = document.title;
}
