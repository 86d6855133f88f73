/** @import { Boot } from "../core/room.js" */
import { render } from "../../vendor/lit-html/lit-html.js";
import { speakChosen } from "../core/language.js";
import { Device } from "../core/device.js";
import { openRoom } from "../core/room.js";
import { pressOnce } from "../core/second-press.js";
import { useWords } from "../core/words.js";
import { Announcer } from "./announcer.js";
import { dutiesOf } from "./duties.js";
import { Here } from "./here.js";
import { joinScreen } from "./before-joining.js";
import { isShutOut } from "./door-closed.js";
import { lostWords } from "./frame.js";
import { fetchLater, lastWord, lastWordNow, screen } from "./page.js";

/** Milliseconds. */
const CLOCK_SOON = 500;
/** Until what comes after arriving is fetched: first the greeting. */
const UNHURRIED = 2000;
/** That a page waits for what lies in the browser's own store. */
const SOON = 150;

/**
 * Shows the door, or the room to a device that has joined before.
 * @param {Boot} boot @param {HTMLElement} root @param {(boot: Boot) => Room} open
 */
export function start(boot, root, open = openRoom) {
  useWords(boot.words, boot.language);
  watchKeyboard();
  watchEnd();
  pressOnce(root);
  speakChosen(boot.languages ?? [], () => begin(boot, root, open));
}

/** @param {Boot} boot @param {HTMLElement} root @param {(boot: Boot) => Room} open */
async function begin(boot, root, open) {
  const enter = () => live(open(boot), boot, root);
  const { languages = [], snapshot: { entries } } = boot;
  const { kept, lasting } = new Device(boot.workshop);
  if (kept.taps.joined || isSealed(entries)) {
    await soon(Promise.all([fetchLater(), fetchFaces()]));
    wearFaces();
    return enter();
  }
  if (entries.now.kind !== "arrive" && !entries.workshop.door_closed) fetchLater();
  const door = { languages, lasting, join: enter, redraw: () => atTheDoor() };
  const atTheDoor = () => render(joinScreen(entries, door), root);
  atTheDoor();
}

/** @param {Record<string, any>} entries */
function isSealed(entries) {
  return Boolean(entries.finish?.sealed) || entries.now?.phase === "sealed";
}

/** @param {Room} room @param {Boot} boot @param {HTMLElement} root */
function live(room, { languages, several }, root) {
  const redraw = () => room.redraw();
  const here = new Here(room, redraw, languages, several);
  const announcer = new Announcer(root);
  here.keep((kept) => Object.assign(kept.taps, { joined: true }));
  room.subscribe(draw);
  document.addEventListener("clock-over", redraw);
  room.attend(act);
  document.addEventListener("visibilitychange", () => document.hidden && lastWordNow(here));
  setTimeout(() => isShutOut(here) || fetchAll(), isFirst(here) ? UNHURRIED : 0);
  watchTabs(room);

  function act() {
    entitle(here);
    dutiesOf(here);
    lastWord(here);
  }

  function draw() {
    if (announcer.isNew(here)) wearFaces();
    act();
    announcer.before();
    lengthen(here);
    render(screen(here), root);
    announcer.after(here);
    // The first answer of the server sets the clock and changes nothing else.
    const ends = here.now.last_call_ends_at ?? here.now.ends_at;
    if (ends && room.clock.until(ends) === null) setTimeout(redraw, CLOCK_SOON);
  }
}

/** The words about a lost connection lie over the page, which scrolls so much further. @param {Here} here */
function lengthen(here) {
  document.documentElement.toggleAttribute("data-lost", lostWords(here) !== "");
}

/** The title can change while everybody is here. @param {Here} here */
function entitle(here) {
  const { title } = here.workshop;
  if (here.forgotten) return;
  if (document.title !== title) document.title = title;
  if (here.kept.taps.title !== title) here.keep((kept) => (kept.taps.title = title));
}

/**
 * The device's other tabs: what they write is shown here; and once one of them has forgotten this
 * device or handed it on, what this page remembers must go, too.
 * @param {Room} room
 */
function watchTabs(room) {
  const look = () => (room.device?.isReplaced() ? location.reload() : room.reread());
  // A page that was asleep in the browser's memory has heard nothing.
  for (const event of ["storage", "pageshow"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => room.leave());
}

/** @param {Promise<unknown>} coming */
const soon = (coming) => Promise.race([coming, new Promise((go) => setTimeout(go, SOON))]);

const fetchAll = () => fetchLater().then(() => fetchFaces());

/** Whether what comes after arriving may not be needed yet, or not at all. @param {Here} here */
const isFirst = ({ now, sealed, workshop }) =>
  (now.kind === "arrive" || workshop.door_closed) && !sealed;

/** Pixels by which the page's end may lie beneath the foot's: less than a line of words. */
const NEARLY = 4;

/** Tells the style sheet whether the page goes on beneath its foot. */
function watchEnd() {
  const end = document.createElement("div");
  document.body.append(end);
  const tell = (/** @type {IntersectionObserverEntry[]} */ entries) => {
    const seen = entries.some(({ isIntersecting }) => isIntersecting);
    document.documentElement.toggleAttribute("data-goes-on", !seen);
  };
  new IntersectionObserver(tell, { rootMargin: `0px 0px ${NEARLY}px` }).observe(end);
}

/**
 * Tells the style sheet how much of the page a phone's keyboard covers: iOS lays the keyboard over
 * the page, so that what sticks to the foot would lie beneath it.
 */
function watchKeyboard() {
  const seen = window.visualViewport;
  if (!seen) return;
  const measure = () => {
    // Zoomed in, the visible part is small without any keyboard.
    const covered = seen.scale > 1 ? 0 : Math.max(0, innerHeight - seen.height - seen.offsetTop);
    document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`);
    document.documentElement.toggleAttribute("data-keyboard", covered > 0);
  };
  seen.addEventListener("resize", measure);
  seen.addEventListener("scroll", measure);
}

/**
 * The two faces of the product. A phone paints with its own, fetches ours when nothing more urgent
 * is left, and puts them on with the next stage, so that nothing moves under anybody's eyes.
 */

let here = false;

/** @param {FontFaceSet} [fonts] */
async function fetchFaces(fonts = document.fonts) {
  if (here || !fonts) return;
  try {
    await Promise.all(["Newsreader", "Figtree"].map((face) => fonts.load(`1rem ${face}`)));
    here = true;
  } catch {
    // Whatever the device has will do.
  }
}

/** From now on, where they are here. */
function wearFaces() {
  if (here) document.documentElement.dataset.faces = "ours";
}
