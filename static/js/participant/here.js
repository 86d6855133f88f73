/** @import { Answer, BeenThere, NothingToAdd } from "../protocol.js" */
/** @import { Unclear } from "../protocol.js" */
/** @import { Language } from "../core/language.js" */
/** @import { Kept } from "../core/device.js" */
import { remember } from "../core/chosen-language.js";
import { nameOf } from "../core/mine.js";
import { t } from "../core/words.js";
import { feel } from "./haptics.js";

/** Milliseconds for which a press is seen. */
const PRESSED = 2000;

/** A participant's own place in the room: what this phone keeps, and what is open on its screen. */
export class Here {
  /**
   * Why something was refused, at the place where it was typed, and the page on which it was.
   * @type {Map<string, {why: string | Refused, page: string}>}
   */
  troubles = new Map();
  /**
   * Says a refusal in words, which come with the pages on which something can be refused.
   * @type {(answer: Refused) => string}
   */
  refusalWords = () => "";
  /** Which forms and questions are open. @type {Set<string>} */
  opened = new Set();
  /** What covers the page by a press, and which page. @type {{cover: string, page: string} | null} */
  covered = null;
  /** What was pressed a moment ago, and looks so. @type {Set<string>} */
  pressed = new Set();
  /** What the live region says next. */
  news = "";
  forgotten = false;
  /** The rows that the server holds of this device. @type {HeldRow[] | "asked" | "failed"} */
  held = "asked";
  /** Where the workshop stood when they were asked for. */
  heldAt = "";
  /** The position of the stage that the page about this device covered when it was opened. */
  leftAt = -1;
  /** The last word of a last call, until its moment. @type {ReturnType<typeof setTimeout> | undefined} */
  lastWord;
  /** @type {Set<string>} */
  #begun = new Set();
  #device;

  /**
   * @param {Room} room @param {() => void} redraw @param {Language[]} [languages]
   * @param {boolean} [several] whether the server runs on several machines
   */
  constructor(room, redraw, languages = [], several = false) {
    this.room = room;
    this.redraw = redraw;
    this.languages = languages;
    this.several = several;
    if (!room.device) throw new Error("a participant's room has a device");
    this.#device = room.device;
  }

  /** @returns {Readonly<Kept>} */
  get kept() {
    return this.#device.kept;
  }

  /** Whether what this phone keeps outlives the page. */
  get lasting() {
    return this.#device.lasting;
  }

  get workshop() {
    return must(this.room.get("workshop"));
  }

  get stages() {
    return must(this.room.get("agenda")).stages;
  }

  /** @returns {Now} */
  get now() {
    return must(this.room.get("now"));
  }

  /** The stage that runs, with its prompts. */
  get stage() {
    return this.stages[this.now.position];
  }

  /** Whether a guess is easy among those who are here: by the newest word of the server. */
  get few() {
    return this.room.tick?.few ?? this.now.few;
  }

  get sealed() {
    return Boolean(this.room.get("finish")?.sealed) || this.now.phase === "sealed";
  }

  /** The page: with the next one ends what its person has opened on it, and why something was refused. */
  get page() {
    const { position, round, step, phase } = this.now;
    return [position, round, step, phase, this.sealed].join("/");
  }

  /** The words of this device: once all is erased, those that this page still has. */
  get words() {
    return this.sealed ? this.room.parting : this.kept;
  }

  get language() {
    return document.documentElement.lang || this.workshop.language;
  }

  /** @param {(kept: Kept) => void} alter */
  keep(alter) {
    this.#device.change(alter);
    this.redraw();
  }

  /**
   * Acts on a draft as it is now, unless another tab of this device has sent what this one shows.
   * @param {string} place @param {() => void} act
   */
  withDraft(place, act) {
    const shown = this.draft(place);
    this.#device.together(() => (shown && !this.draft(place) ? this.redraw() : act()));
  }

  /** Whether such a command has no answer yet. @param {Command["type"]} type */
  waitsFor(type) {
    return this.kept.outbox.some(({ command }) => command.type === type);
  }

  /** Takes over what another tab of this device has given: nobody sees its taps to count them. */
  reread() {
    this.#device.read();
  }

  /** What was typed in a place and not sent yet. @param {string} place */
  draft(place) {
    return this.kept.drafts[place] ?? "";
  }

  /** @param {string} place @param {string} text "" drops it */
  keepDraft(place, text) {
    this.keep((kept) => {
      if (text) kept.drafts[place] = text;
      else delete kept.drafts[place];
    });
  }

  /** All that is said aloud of something that was sent, whatever it was. */
  noted() {
    this.news = t("Noted.");
  }

  /**
   * Takes a press that is seen for a moment and then as if nobody had pressed. What is said aloud of it is
   * the same on every phone, and for every press.
   * @param {string} place
   */
  press(place) {
    this.pressed.add(place);
    setTimeout(() => {
      this.pressed.delete(place);
      this.redraw();
    }, PRESSED);
    this.noted();
    feel();
  }

  /** Sends a tap by such a press. @param {Command} command @param {string} place */
  tap(command, place) {
    this.press(place);
    this.room.send(command);
  }

  /**
   * What stands on this device of a tap or an answer.
   * @param {NothingToAdd | Unclear | BeenThere | Answer} command
   */
  tapped(command) {
    return this.kept.taps[nameOf(command)];
  }

  /** @param {string} name @param {boolean} [open] */
  toggle(name, open = !this.opened.has(name)) {
    if (open) this.opened.add(name);
    else this.opened.delete(name);
    this.redraw();
  }

  /** @param {string} place @param {string | Refused} why "" takes it away */
  trouble(place, why) {
    if (why) this.troubles.set(place, { why, page: this.page });
    else this.troubles.delete(place);
    if (!why && this.kept.whys[place]) this.keep(({ whys }) => delete whys[place]);
    this.redraw();
  }

  /** Why not, in words: also what another page of this device was told. @param {string} place */
  why(place) {
    const told = this.troubles.get(place);
    const why = (told?.page === this.page && told.why) || this.kept.whys[place];
    return why && typeof why !== "string" ? this.refusalWords(why) : (why ?? "");
  }

  /**
   * Sends a command; a refusal is told at the place where it came from.
   * @param {Command} command @param {string} place @param {string} [key]
   * @returns {Promise<Ok | Refused>}
   */
  async send(command, place, key) {
    this.trouble(place, "");
    feel();
    const answer = await this.room.send(command, key);
    if ("refused" in answer && !this.forgotten) this.trouble(place, answer);
    this.redraw();
    return answer;
  }

  /**
   * Acts once in this page's life, until it is asked to do so anew.
   * @param {string} name @param {() => void} act
   */
  once(name, act) {
    if (this.#begun.has(name)) return;
    this.#begun.add(name);
    act();
  }

  /** Whether this page has done so already. @param {string} name */
  hasBegun(name) {
    return this.#begun.has(name);
  }

  /** Lets what has been done once be done again. @param {(name: string) => boolean} which */
  hasNotBegun(which) {
    for (const name of [...this.#begun].filter(which)) this.#begun.delete(name);
  }

  /** @param {string} name */
  anew(name) {
    this.#begun.delete(name);
    this.redraw();
  }

  /** Wipes what this phone kept of the workshop, and what this page remembers of it. */
  forget() {
    this.forgotten = true;
    this.room.forget();
    remember("");
    this.troubles.clear();
    this.opened.clear();
    this.covered = null;
    this.held = [];
    this.redraw();
  }

  /**
   * The same for the next person, who begins at the door of a fresh page: nothing in this one's
   * memory outlives it. Not without a connection, since the page could not be loaded.
   */
  handOn() {
    if (this.room.connected !== "connected") {
      return this.trouble(
        "next",
        t("There is no connection right now, so nothing was changed. Try again in a moment."),
      );
    }
    this.forget();
    location.reload();
  }
}

/** @template T @param {T | undefined} entry @returns {T} */
function must(entry) {
  if (entry === undefined) throw new Error("an entry that every view has is missing");
  return entry;
}
