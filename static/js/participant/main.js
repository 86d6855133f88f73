/** @import { Boot } from "../core/room.js" */
import { start } from "./start.js";

/** @type {Boot} */
const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "");
const root = document.getElementById("view");
if (root) start(boot, root);
