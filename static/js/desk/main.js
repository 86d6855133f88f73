/** @import { Boot } from "../core/room.js" */
/** @import { Act } from "./keys.js" */
/** @import { LessonAct } from "./lesson-acts.js" */
import { html, render } from "../../vendor/lit-html/lit-html.js";
import { openRoom } from "../core/room.js";
import { sweepBeside } from "../core/sweep-beside.js";
import { t, useWords } from "../core/words.js";
import { away } from "./not-let-in.js";
import { checkInDialog } from "./check-ins.js";
import { Desk } from "./desk.js";
import { frame } from "./frame.js";
import { cover } from "./header.js";
import { help, openHelp } from "./help.js";
import { listen } from "./keys.js";
import { actOnLesson } from "./lesson-acts.js";
import { lossWords } from "./losses.js";
import { backOf, nextOf } from "./next.js";
import { actOnCard } from "./reviewing.js";

/** Milliseconds between two looks at the clock. */
const BEAT = 1000;

/**
 * Draws the desk and keeps it drawn.
 * @param {Room<DeskEntries, DeskLists>} room @param {HTMLElement} view
 * @param {Boot} given what the page holds
 */
export function open(room, view, { workshop, languages, grant = "", formats, several }) {
  const draw = () => {
    if (room.connected === "refused") {
      render(away(room.refusal, desk), view);
      return;
    }
    const { position, step, phase } = before;
    desk.note();
    document.title = `${t("PRIVATE DESK")} · ${desk.workshop.title}`;
    keepingFocus(view, () => render(html`${frame(desk)} ${help()} ${checkInDialog(desk)}`, view));
    before = desk.now;
    const ended = before.phase !== phase && ENDS.has(before.phase);
    if (before.position !== position || ended) toTop(view);
    else if (before.step !== step) toCurrentPart(view);
  };
  const desk = new Desk(room, draw, languages, grant, formats, several);
  /** @type {Pick<Now, "position" | "step" | "phase">} */
  let before = { position: -1, step: 0, phase: "open" };
  room.subscribe(draw);
  document.addEventListener("clock-over", () => room.redraw());
  listen(document, (act, press) => acts[act](desk, press));
  setInterval(() => beat(desk, draw), BEAT);
  addEventListener("resize", () => toCurrentRow(view));
  stayAwake();
  sweepBeside(room, workshop, () => desk.now.phase === "sealed");
  draw();
}

/** With these phases other things come to stand below what the room sees. @type {Set<string>} */
const ENDS = new Set(["ended", "sealed"]);

/** A new stage is read from its top. @param {HTMLElement} view */
function toTop(view) {
  view.querySelector(".desk-panel")?.scrollTo(0, 0);
  scrollTo(0, 0);
  toCurrentRow(view);
}

/** However short the agenda's place is, the stage that runs is in view. @param {HTMLElement} view */
function toCurrentRow(view) {
  bring(view, ".desk-agenda", ".desk-stage[data-current]");
}

/**
 * Scrolls inside of one box; where a narrow screen scrolls as a whole, no further than needed.
 * @param {HTMLElement} view @param {string} box @param {string} part
 * @param {(part: Element) => void} [step]
 */
function bring(view, box, part, step = () => {}) {
  const outer = view.querySelector(box);
  const inner = view.querySelector(part);
  if (!outer || !inner) return;
  if (getComputedStyle(outer).overflowY !== "auto") return step(inner);
  const [frame, found] = [outer.getBoundingClientRect(), inner.getBoundingClientRect()];
  outer.scrollBy(0, found.top - frame.top - (frame.height - found.height) / 2);
}

/** Who reads a story aloud never looks for the next part. @param {HTMLElement} view */
function toCurrentPart(view) {
  bring(view, ".desk-panel", ".desk-part[data-current]", (part) => {
    part.scrollIntoView({ block: "nearest" });
  });
}

/** @param {Desk} desk @param {() => void} draw */
function beat(desk, draw) {
  desk.doDue();
  if (!document.hidden) draw();
}

/** @param {LessonAct} act @returns {(desk: Desk) => boolean} */
const onLessons = (act) => (desk) => actOnLesson(desk, act, document);

/** @type {Record<Act, (desk: Desk, press: KeyboardEvent) => unknown>} */
const acts = {
  on: goOn,
  back: goBack,
  cover,
  theme: (desk) => desk.turnTheme(),
  help: openHelp,
  down: onLessons("down"),
  up: onLessons("up"),
  pick: onLessons("pick"),
  split: onLessons("split"),
  edit: onLessons("edit"),
  out: (desk) => actOnCard(desk, "out") || actOnLesson(desk, "out", document),
  fine: (desk) => actOnCard(desk, "fine"),
  list: (desk) => actOnCard(desk, "list"),
  open: (desk) => actOnCard(desk, "open"),
  undo: onLessons("undo"),
  drop: onLessons("drop"),
};

/**
 * A key can't be a hold of its own: it gives the focus to the button, which then can be held.
 * @param {Desk} desk @param {KeyboardEvent} press
 */
function goOn(desk, press) {
  const next = nextOf(desk.standing);
  if (!next?.hold) return desk.follow(next, press);
  document.getElementById("desk-next")?.focus();
  desk.say(t("Hold the button, or hold Enter, for a second."));
}

/** @param {Desk} desk @param {KeyboardEvent} press */
function goBack(desk, press) {
  const back = backOf(desk.standing);
  if (!back?.hold) return desk.follow(back, press);
  desk.say([lossWords(desk, back), t("Hold the button “{label}” for a second.", { label: back.label })].join(" "));
}

const boot = document.getElementById("boot");
const view = document.getElementById("view");
if (boot && view) {
  /** @type {Boot} */
  const given = JSON.parse(boot.textContent ?? "");
  useWords(given.words, given.language);
  const room = /** @type {unknown} */ (openRoom(given));
  open(/** @type {Room<DeskEntries, DeskLists>} */ (room), view, given);
}

/** Keeps the laptop's screen awake while the desk is visible, where the browser can. */
function stayAwake() {
  // Missing on plain http in a LAN; the check list reminds of the laptop's own setting.
  if (!("wakeLock" in navigator)) return;
  const ask = () => {
    if (!document.hidden) navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/**
 * Draws, and leaves nobody without the focus: what had it and is gone gives it to what now stands
 * under the same name, else to the heading above. Who came by the mouse has none and gets none.
 * @param {HTMLElement} view @param {() => void} draw
 */
function keepingFocus(view, draw) {
  const had = document.activeElement;
  const inside = had instanceof HTMLElement && view.contains(had);
  draw();
  if (!inside || document.activeElement === had) return;
  const again = had.id ? document.getElementById(had.id) : null;
  /** @type {HTMLElement | null} */
  const heading = view.querySelector("#desk-sees, .desk-away > h1");
  (again ?? heading)?.focus({ preventScroll: true });
}
