import { html } from "../../vendor/lit-html/lit-html.js";
import { fetchRest } from "../core/language.js";
import { t } from "../core/words.js";
import { isOpen } from "./closed.js";
import { frame } from "./frame.js";
import { doorClosed, isShutOut } from "./door-closed.js";
import { stage as arrive } from "../stages/arrive/phone.js";
import { outside, whyOutside } from "./outside.js";
import { showsDevice } from "./way-to-device.js";
import { showsWayOut } from "./way-out.js";

/** Milliseconds until what did not come is asked for again. */
const AGAIN = 1500;

/** @type {typeof import("./later.js") | null} */
let later = null;
/** @type {Promise<void> | null} */
let coming = null;
/** Whether it came, and this browser cannot read it. */
let unreadable = false;

/** Fetches what comes after arriving, until it is here: a stage may begin in a dead spot. */
export function fetchLater() {
  return (coming ??= untilHere());
}

async function untilHere() {
  for (let attempt = 0; !later; attempt += 1) {
    try {
      await fetchRest();
      // A browser may remember that a file did not come, and never ask again by the same name.
      later = await import(attempt ? `./later.js?${attempt}` : "./later.js");
    } catch (error) {
      unreadable ||= error instanceof SyntaxError;
      await new Promise((go) => setTimeout(go, AGAIN));
    }
  }
}

/**
 * The participant's whole screen, for the present entries and what this phone keeps.
 * @param {Here} here
 */
export function screen(here) {
  return frame(here, pageOf(here));
}

/** What this device does in the last call: it came with the writing. @param {Here} here */
export const lastWord = (here) => later?.duties.sayLastWord(here);

/** @param {Here} here */
export const lastWordNow = (here) => later?.duties.sayLastWordNow(here);

/** @param {Here} here @returns {Page} */
function pageOf(here) {
  if (later) here.refusalWords = later.refusalWords;
  if (isOpen(here, "sent") && !here.forgotten) return later?.pages.whatYouSent(here) ?? waiting(here);
  const why = whyOutside(here);
  if (why) return outside(why);
  if (isArriving(here)) return arriving(here);
  if (!later) return isShutOut(here) ? doorClosed() : waiting(here);
  return inTheRoom(here, later);
}

/** @param {Here} here @param {typeof import("./later.js")} rest @returns {Page} */
function inTheRoom(here, { pages, stages }) {
  if (here.forgotten) return pages.forgotten(here);
  if (showsDevice(here)) return pages.thisDevice(here);
  if (isOver(here)) return pages.notThere(here);
  if (here.sealed) return stages.finish(here);
  if (here.room.connected === "refused") return pages.notThere(here);
  if (showsWayOut(here)) return pages.wayOut(here);
  return here.now.kind === "arrive" ? arrive(here) : stages[here.now.kind](here);
}

/** Whether a trial has ended, and its summary with it. @param {Here} here */
const isOver = ({ room, workshop }) => workshop.trial && room.connected === "refused";

/** Whether nothing but the first stage is on show. @param {Here} here */
function isArriving(here) {
  const { forgotten, sealed, now, room } = here;
  if (forgotten || sealed || showsDevice(here) || showsWayOut(here)) return false;
  return now.kind === "arrive" && room.connected !== "refused";
}

/** The pulse is one of the things that come after arriving. @param {Here} here @returns {Page} */
function arriving(here) {
  if (!here.workshop.pulse) return arrive(here);
  if (!later) here.once("pulse", () => fetchLater().then(here.redraw));
  return arrive(here, later?.pages.pulse(here));
}

/** @param {Here} here @returns {Page} */
function waiting(here) {
  fetchLater().then(here.redraw);
  const words = unreadable
    ? t(
        "This browser cannot run this page; it is probably too old. Update it, or use another " +
          "browser or device.",
      )
    : t("One moment.");
  return { body: html`<p>${words}</p>` };
}
