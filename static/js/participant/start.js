/** @import { Language } from "../core/language.js" */
/** @import { Boot, Room } from "../core/room.js" */
import { render } from "../../vendor/lit-html/lit-html.js";
import { speakChosen } from "../core/language.js";
import { Device } from "../core/device.js";
import { openRoom } from "../core/room.js";
import { useWords } from "../core/words.js";
import { Announcer } from "./announcer.js";
import { dutiesOf } from "./duties.js";
import { Here } from "./here.js";
import { joinScreen } from "./join.js";
import { watchKeyboard } from "./keyboard.js";
import { screen } from "./screen.js";

/** Milliseconds. */
const CLOCK_SOON = 500;

/**
 * Shows the door, or the room to a device that has joined before.
 * @param {Boot} boot
 * @param {HTMLElement} root
 * @param {(boot: Boot) => Room} open
 */
export function start(boot, root, open = openRoom) {
  useWords(boot.words, boot.language);
  watchKeyboard();
  speakChosen(boot.languages ?? [], () => begin(boot, root, open));
}

/** @param {Boot} boot @param {HTMLElement} root @param {(boot: Boot) => Room} open */
function begin(boot, root, open) {
  const enter = () => live(open(boot), languages, root);
  const { languages = [], snapshot: { entries } } = boot;
  if (new Device(boot.workshop).kept.taps.joined || isSealed(entries)) return enter();
  const atTheDoor = () => render(joinScreen(entries, languages, enter, atTheDoor), root);
  atTheDoor();
}

/** @param {Record<string, any>} entries */
function isSealed(entries) {
  return Boolean(entries.finish?.sealed) || entries.now?.phase === "sealed";
}

/** @param {Room} room @param {Language[]} languages @param {HTMLElement} root */
function live(room, languages, root) {
  const redraw = later(draw);
  const here = new Here(room, redraw, languages);
  const announcer = new Announcer(root);
  here.keep((kept) => (kept.taps.joined = true));
  room.subscribe(draw);
  // Another tab has forgotten this device or handed it on: what this page remembers must go, too.
  addEventListener("storage", () => {
    if (room.device?.isReplaced()) location.reload();
  });

  function draw() {
    dutiesOf(here);
    render(screen(here), root);
    announcer.after(here);
    // The first answer of the server sets the clock and changes nothing else.
    if (here.now.ends_at && room.clock.remaining() === null) setTimeout(redraw, CLOCK_SOON);
  }
}

/**
 * At most once a frame, however often it is asked.
 * @param {() => void} draw
 */
function later(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}
