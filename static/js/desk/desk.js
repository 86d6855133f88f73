/**
 * @import {
 *   Agenda, Desk as DeskEntry, DeskCommand, DeskEntries, DeskLists, Now, Ok, Refused,
 *   StageCommand, Workshop
 * } from "../protocol.js"
 */
/** @import { Language } from "../core/language.js" */
/** @import { Next } from "./next.js" */
/** @import { Format } from "./save-summary.js" */
import { keepTheme, kept, themeOf } from "../projector/theme.js";
import { DOUBLE } from "../core/second-press.js";
import { refusalWords } from "../words/refusals.js";
import { InPlace } from "./in-place.js";
import { idAt, placeOf } from "./stage-at.js";
import { StageStates } from "./stage-states.js";
import { standingOf } from "./standing.js";
import { News } from "./news.js";
import { addingIsOver, closeAdding, ends, toStage } from "./next.js";
import { Joined, Paper } from "./paper.js";

/** Seconds after the last call at which any desk goes on: the one that pressed may be gone. */
const GRACE = 2;

const PAPER_PLACES = /** @type {const} */ ({
  paper_card: "card", paper_votes: "votes", paper_offer: "offer",
});

/** The facilitator's side: what the room shows, and what is open on this desk only. */
export class Desk {
  /** What the desk has to say about the last press; "" when nothing. */
  said = "";
  /** Whether somebody has looked that the room's screen does not show this desk. */
  hasLooked = false;
  /** Whether a desk that is only a remote shows the lists all the same. */
  lists = false;
  /** Whether the form for the hour at which the room must be free is open. */
  settingHour = false;
  /**
   * The groups of lessons that were found not to say the same, each as its ids in one: no stage's,
   * so that coming back to the list asks nobody again.
   */
  different = new Set();
  /** The handle of the person whose line is open. */
  checkIn = "";
  /** What was pressed so short a time ago that a second press does nothing. @type {Set<string>} */
  resting = new Set();
  /** Where what the desk lists stands, so that nothing moves under the pointer. */
  places = new InPlace();
  news = new News();
  /** The most devices that were here at once, as far as this page has seen. */
  most = 0;
  /** How the room's screen looks, for a room with its lights on or off. */
  theme = themeOf("", kept());
  #states = new StageStates();
  /** The turn of a stage command that has no answer yet. @type {number | null} */
  #sent = null;
  /** The turn in which this desk has called the end of the last call. */
  #called = -1;
  #lastCallIsMine = false;
  #turn = -1;
  #hasConnected = false;
  #hadScreen = false;
  /** Ticks in a row that have told of no window with the room's screen. */
  #without = 0;
  /** @type {object | null} */
  #tick = null;
  /** When each was pressed last. @type {Map<string, number>} */
  #pressed = new Map();

  /**
   * @param {Room<DeskEntries, DeskLists>} room @param {() => void} redraw
   * @param {Language[]} [languages] @param {string} [grant] the kind of link that opened it
   * @param {Format[]} [formats] of the summary
   * @param {boolean} [several] whether the server runs on several machines
   */
  constructor(room, redraw, languages = [], grant = "facilitator", formats = [], several = false) {
    this.room = room;
    this.redraw = redraw;
    this.languages = languages;
    this.grant = grant;
    this.formats = formats;
    this.several = several;
    /** What is typed in from paper. */
    this.paper = new Paper({
      send: (command, key) => room.send(command, key),
      answered: ({ type }, answer) => this.#heardOfPaper(type, answer),
    }, this.workshop.id);
  }

  /** Whether the list of all workshops is open to this desk, too. */
  get whole() {
    return this.grant === "facilitator";
  }

  /** @returns {Workshop} */
  get workshop() {
    return this.#entry("workshop");
  }

  /** @returns {Agenda} */
  get agenda() {
    return this.#entry("agenda");
  }

  /** @returns {Now} */
  get now() {
    return this.#entry("now");
  }

  /** @returns {DeskEntry} */
  get desk() {
    return this.#entry("desk");
  }

  /**
   * What the stage on show keeps here and nowhere else; another stage begins with nothing.
   * @template T @param {new () => T} State @returns {T}
   */
  atStage(State) {
    return this.#states.of(idAt(this.agenda, this.now.position), State);
  }

  /** What has never been there is not lost: until the first connection the desk is connecting. */
  get line() {
    const { connected } = this.room;
    return connected === "lost" && !this.#hasConnected ? "connecting" : connected;
  }

  /** Whether nothing is timed, counted or gone on to any more. */
  get over() {
    return this.now.phase === "sealed" || this.now.phase === "closed";
  }

  /** Seconds left of the stage; all its minutes before its clock has started. */
  get left() {
    const { clock } = this.room;
    const { ends_at: end, left, position } = this.now;
    const whole = (this.agenda.stages[position]?.minutes ?? 0) * 60;
    return clock.remaining() ?? (end === null ? left || whole : end - clock.now());
  }

  /** Whether no window shows the room's screen; one that is loaded anew is away for a moment. */
  get screenless() {
    return !this.over && this.line === "connected" && this.#without > (this.#hadScreen ? 1 : 0);
  }

  /** What `nextOf` and `backOf` ask for. */
  get standing() {
    return standingOf(this);
  }

  /** Notes what the room shows by now. */
  note() {
    this.#hasConnected ||= this.room.connected === "connected";
    this.#countTicks();
    this.news.note(this);
    this.most = Math.max(this.most, this.room.tick?.here ?? 0);
    if (this.now.phase === "sealed") this.paper.end();
    if (this.now.turn === this.#turn) return;
    if (!ends(this.now)) this.#lastCallIsMine = false;
    this.#turn = this.now.turn;
    this.said = "";
  }

  #countTicks() {
    const { tick } = this.room;
    if (!tick || tick === this.#tick) return;
    this.#tick = tick;
    this.#hadScreen ||= Boolean(tick.screen);
    this.#without = tick.screen ? 0 : this.#without + 1;
  }

  /** Does by itself what is due: at the end of the last call, and as the time to add is over. */
  doDue() {
    this.#endLastCall();
    if (addingIsOver(this.now, this.room.clock.now())) this.steer(closeAdding(this.now));
  }

  /** Goes on by itself when the last call is over. */
  #endLastCall() {
    const { now } = this;
    if (!ends(now) || !now.going_to || this.#called === now.turn) return;
    const over = this.room.clock.now() - (now.last_call_ends_at ?? Infinity);
    if (over < (this.#lastCallIsMine ? 0 : GRACE)) return;
    this.#called = now.turn;
    // That takes a hold, of somebody who has read what goes, and who may wait for others.
    const next = toStage(this.standing, placeOf(this.agenda, now.going_to));
    if (!next.hold && next.command) this.steer(next.command);
  }

  /**
   * Does what a button or a key offers. A second press within half a second does nothing.
   * @param {Pick<Next, "command"> | null} next
   * @param {{timeStamp: number}} [event] the press, where it was no hold
   */
  follow(next, event) {
    const command = next?.command;
    if (command) this.once("next", () => void this.steer(command), event);
  }

  /**
   * Does something by a press, unless that is the second half of a double one. What slides under
   * the pointer when the first of several has gone goes by the same name.
   * @param {string} name @param {() => void} act
   * @param {{timeStamp: number}} [event] the press, where it was no hold
   */
  once(name, act, event) {
    const moment = event?.timeStamp ?? performance.now();
    if (event && moment - (this.#pressed.get(name) ?? -DOUBLE) < DOUBLE) return;
    this.#pressed.set(name, moment);
    this.change(({ resting }) => void resting.add(name));
    setTimeout(() => this.#rested(name, moment), DOUBLE);
    act();
  }

  /** @param {string} name @param {number} moment */
  #rested(name, moment) {
    if (this.#pressed.get(name) === moment) this.change(({ resting }) => void resting.delete(name));
  }

  /**
   * Sends a command of the stage, one a turn: further presses wait for nothing and do nothing.
   * @param {StageCommand} command
   */
  async steer(command) {
    if (this.#sent === command.turn) return;
    this.#sent = command.turn;
    if (command.type === "go") this.#lastCallIsMine = true;
    const answer = await this.press(command);
    this.#sent = null;
    return answer;
  }

  /**
   * Sends a command; a refusal is said in words, but for a lost race, which the redraw shows.
   * @param {DeskCommand} command
   */
  async press(command) {
    this.said = "";
    const answer = await this.room.press(command);
    if ("refused" in answer && answer.refused !== "moved_on") this.say(refusalWords(answer));
    return answer;
  }

  /** Turns the room's screen dark for a dim room, or light again; it must be of this browser. */
  turnTheme() {
    this.theme = this.theme === "dark" ? "light" : "dark";
    keepTheme(this.theme);
    this.redraw();
  }

  /** @param {string} words */
  say(words) {
    this.said = words;
    this.redraw();
  }

  /** Changes what only this desk shows. @param {(desk: Desk) => void} alter */
  change(alter) {
    alter(this);
    this.redraw();
  }

  /**
   * Said where it was typed; what was refused also above, since that place may be gone by now.
   * @param {"paper_card" | "paper_votes" | "paper_offer"} type @param {Ok | Refused} answer
   */
  #heardOfPaper(type, answer) {
    const why = "refused" in answer ? refusalWords(answer) : "";
    const place = PAPER_PLACES[type];
    this.paper.said[place] = why;
    if (place === "card") this.atStage(Joined).yes = !why;
    this.say(why);
  }

  /** @template {"workshop" | "agenda" | "now" | "desk"} P @param {P} path */
  #entry(path) {
    const entry = this.room.get(path);
    if (!entry) throw new Error(`the desk was not given: ${path}`);
    return entry;
  }
}
