import { render } from "../../vendor/lit-html/lit-html.js";
import { openRoom } from "../core/room.js";
import { screen } from "./screen.js";
import { followTheme } from "./theme.js";

/** How often the line that tells the time is drawn again, in milliseconds. */
const LINE = 5000;

followTheme();
const view = /** @type {HTMLElement} */ (document.getElementById("view"));
const room = openRoom(JSON.parse(document.getElementById("boot")?.textContent ?? ""));
const draw = () => render(screen(room), view);

room.subscribe(draw);
setInterval(draw, LINE);
draw();
