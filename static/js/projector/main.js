/** @import { Boot } from "../core/room.js" */
import { render } from "../../vendor/lit-html/lit-html.js";
import { openRoom } from "../core/room.js";
import { sweepBeside } from "../core/sweep-beside.js";
import { t, useWords } from "../core/words.js";
import { goneWords } from "../words/screen-and-phone.js";
import { screen } from "./screen.js";
import { followTheme } from "./theme.js";
import { toneAt } from "./tone.js";
import { keepUnit } from "./unit.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draws with a cross-fade when the room goes on to another page, and at once otherwise.
 * @param {Room} room @param {() => void} paint @returns {() => void}
 */
function crossing(room, paint) {
  let [seen, was] = [pageOf(room), room.get("now")];
  const counting = new Counting(draw);
  return draw;

  function draw() {
    const [page, now] = [pageOf(room), room.get("now")];
    if (counting.holds(was, now)) return;
    const [goesOn, grows] = [page !== seen, isFirst(was, now)];
    [seen, was] = [page, now];
    if (goesOn && !still.matches && "startViewTransition" in document) fade(paint, grows);
    else paint();
  }
}

/** @param {() => void} paint @param {boolean} grows */
function fade(paint, grows) {
  const root = document.documentElement;
  root.toggleAttribute("data-growing", grows);
  const { ready, finished } = document.startViewTransition(paint);
  // A fade that another one overtakes is no error: the page is drawn all the same.
  ready.catch(() => {});
  if (grows) finished.then(() => root.removeAttribute("data-growing"));
}

/** Whether it goes from all at once to the first alone. @param {Now | undefined} was @param {Now | undefined} now */
const isFirst = (was, now) => was?.position === now?.position && was?.step === 0 && now?.step === 1;

/** What the room is looking at, as far as a change of it is worth a fade. @param {Room} room */
function pageOf(room) {
  const { position, phase, step, question, page_size, covered } = room.get("now") ?? {};
  return [room.connected === "refused", position, phase, step, question, page_size, covered].join();
}

/** How long a result stands whole that was left while it was counted, in milliseconds. */
const STANDS = 2500;

/**
 * Whoever goes on while the votes are counted ends the counting: the whole result stands for a moment,
 * and only then comes the next stage.
 */
class Counting {
  #until = 0;
  #then;

  /** @param {() => void} then called when the moment is over */
  constructor(then) {
    this.#then = then;
  }

  /**
   * Whether what comes now has to wait.
   * @param {Now | undefined} was what the screen shows
   * @param {Now | undefined} now
   */
  holds(was, now) {
    if (leaves(was, now)) {
      if (!this.#until && isCounting()) this.#ends();
      if (performance.now() < this.#until) return true;
    }
    this.#until = 0;
    document.documentElement.removeAttribute("data-counted");
    return false;
  }

  #ends() {
    this.#until = performance.now() + STANDS;
    document.documentElement.toggleAttribute("data-counted", true);
    setTimeout(this.#then, STANDS + 1);
  }
}

/** A cover comes at once. @param {Now | undefined} was @param {Now | undefined} now */
const leaves = (was, now) => was?.kind === "vote" && was.phase === "ended" && !was.covered &&
  now !== undefined && now.position !== was.position && !now.covered;

/** Whether a count or a bar is still to come. */
const isCounting = () => [...document.querySelectorAll(".projector-ended")].some((one) =>
  one.getAnimations({ subtree: true }).some(({ playState }) => playState !== "finished"));

/** How often what tells the time is drawn again, in seconds: with the server's clock, as a live wall turns. */
const LINE = 5;

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
document.addEventListener("clock-over", ({ target }) => {
  toneAt(room, /** @type {import("../elements/stage-clock.js").StageClock} */ (target));
  room.redraw();
});
drawInTime();
sweepBeside(room, boot.workshop, () => room.get("now")?.phase === "sealed");

function drawInTime() {
  setTimeout(drawInTime, 1000 * (LINE - (room.clock.now() % LINE)));
  draw();
}

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
