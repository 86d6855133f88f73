/** @import { Boot } from "../core/room.js" */
import { render } from "../../vendor/lit-html/lit-html.js";
import { openRoom } from "../core/room.js";
import { sweepBeside } from "../core/sweep-beside.js";
import { t, useWords } from "../core/words.js";
import { goneWords } from "../words/screen-and-phone.js";
import { crossing } from "./cross-fade.js";
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
  entitle(room.connected === "refused" ? goneWords(room.get("workshop") ?? {}) : windowName());
  render(screen(room), view);
});

room.subscribe(draw);
setInterval(draw, LINE);
sweepBeside(room, boot.workshop, () => room.get("now")?.phase === "sealed");
draw();

/** By this whoever shares a window in a call finds it; the workshop's title may change. */
function windowName() {
  return `${t("ROOM SCREEN, share this")} · ${room.get("workshop")?.title ?? ""}`;
}

/** @param {string} words */
function entitle(words) {
  if (document.title === words) return;
  document.title = words;
  const heading = document.querySelector("body > header > h1");
  if (heading) heading.textContent = document.title;
}
