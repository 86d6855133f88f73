/** @import { DeskEntries, DeskLists } from "../protocol.js" */
/** @import { Language } from "../core/language.js" */
/** @import { Boot, Room } from "../core/room.js" */
/** @import { Act } from "./keys.js" */
import { html, render } from "../../vendor/lit-html/lit-html.js";
import { openRoom } from "../core/room.js";
import { t, useWords } from "../core/words.js";
import { away } from "./away.js";
import { Desk } from "./desk.js";
import { frame } from "./frame.js";
import { cover } from "./header.js";
import { help, openHelp } from "./help.js";
import { listen } from "./keys.js";
import { backOf, nextOf } from "./next.js";
import { stayAwake } from "./wake.js";

/** Milliseconds between two looks at the clock. */
const BEAT = 1000;

/**
 * Draws the desk and keeps it drawn.
 * @param {Room<DeskEntries, DeskLists>} room
 * @param {HTMLElement} view
 * @param {Language[]} languages
 */
export function open(room, view, languages) {
  const draw = () => {
    if (room.connected === "refused") {
      render(away(), view);
      return;
    }
    const { position, step } = before;
    desk.look();
    document.title = `${t("PRIVATE, desk")} · ${desk.workshop.title}`;
    render(html`${frame(desk)} ${help()}`, view);
    before = desk.now;
    if (before.position !== position) toTop(view);
    else if (before.step !== step) toCurrentPart(view);
  };
  const desk = new Desk(room, draw, languages);
  let before = desk.now;
  room.subscribe(draw);
  listen(document, (act) => acts[act](desk));
  setInterval(() => beat(desk, draw), BEAT);
  stayAwake();
  draw();
}

/** A new stage is read from its top. @param {HTMLElement} view */
function toTop(view) {
  view.querySelector(".desk-middle")?.scrollTo(0, 0);
}

/** Who reads a story aloud never looks for the next part. @param {HTMLElement} view */
function toCurrentPart(view) {
  view.querySelector(".desk-part[data-current]")?.scrollIntoView({ block: "nearest" });
}

/** @param {Desk} desk @param {() => void} draw */
function beat(desk, draw) {
  desk.endLastCall();
  if (!document.hidden) draw();
}

/** @type {Record<Act, (desk: Desk) => void>} */
const acts = {
  on: goOn,
  back: (desk) => desk.follow(backOf(desk.standing)),
  cover,
  theme: (desk) => desk.turnTheme(),
  help: openHelp,
};

/**
 * A key can't be a hold of its own: it gives the focus to the button, which then can be held.
 * @param {Desk} desk
 */
function goOn(desk) {
  const next = nextOf(desk.standing);
  if (!next?.hold) return desk.follow(next);
  document.getElementById("desk-next")?.focus();
  desk.say(t("Hold the button, or hold the space bar, for a second."));
}

const boot = document.getElementById("boot");
const view = document.getElementById("view");
if (boot && view) {
  /** @type {Boot} */
  const given = JSON.parse(boot.textContent ?? "");
  useWords(given.words, given.language);
  const room = /** @type {unknown} */ (openRoom(given));
  open(/** @type {Room<DeskEntries, DeskLists>} */ (room), view, given.languages ?? []);
}
