/** @import { Entries, Lists, MineAnswer } from "../protocol.js" */
/** @import { Status } from "./connection.js" */
/** @import { Words } from "./device.js" */
/** @import { Item } from "./outbox.js" */
import { Beats } from "./beats.js";
import { Clock } from "./clock.js";
import { Connection } from "./connection.js";
import { Device, keepOwn, wordsIn, WORDLESS } from "./device.js";
import { drawn, whenIdle } from "./drawn.js";
import { fetchSnapshot } from "./fetch-snapshot.js";
import { Follower } from "./follower.js";
import { heldRows } from "./fetch-held-rows.js";
import { newKey } from "./new-key.js";
import { note, settle } from "./mine.js";
import { MINE_ASKED } from "./one-size.js";
import { Outbox } from "./outbox.js";
import { behind, below, fromSnapshot } from "./reducer.js";
import { Turn } from "./sending-page.js";

/** @typedef {import("./fetch-snapshot.js").Boot} Boot */

const SEALED = /** @type {const} */ ({ refused: "sealed", about: "" });

/**
 * One workshop as one view sees it, and the way to act in it.
 * @template {object} [E=Entries] path -> value
 * @template {object} [L=Lists] prefix of paths -> value
 */
export class Room {
  /** @type {Tick | null} */
  tick = null;
  /** The words of this device when the workshop ended: in this page's memory alone. @type {Words} */
  parting = WORDLESS;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Set<() => void>} */
  #attending = new Set();
  #drawing = false;
  /** Read once for each state: three hundred paths are sorted slowly. @type {Map<string, any>} */
  #lists = new Map();
  #boot;
  #connection;
  #follower;
  #outbox;
  #beats;
  /** Which of this device's pages sends; only a participant's device is open in several. */
  #turn;
  /** What waits where nothing is kept: at the desk. @type {Item[]} */
  #unkept = [];
  /** The round of the last change. @type {number | undefined} */
  #round;

  /** @param {Boot} boot @param {{connect?: any, device?: Device}} [given] by tests */
  constructor(boot, { connect, device } = {}) {
    this.#boot = boot;
    /** Only a participant's device keeps anything. @type {Device | null} */
    this.device = boot.view === "participant" ? (device ?? new Device(boot.workshop)) : null;
    const own = this.device;
    this.clock = new Clock(boot.snapshot.time, () => this.#follower.state.entries.now);
    this.#follower = new Follower(fromSnapshot(boot.snapshot), this.clock, {
      connected: () => this.connected === "connected",
      ask: async (message) => keepOwn(this.device, await this.#connection.ask("hello", message)),
      load: fetchSnapshot,
      changed: () => this.#changed(),
    });
    this.#turn = this.device ? new Turn(this.device) : undefined;
    this.#outbox = new Outbox({
      items: () => this.device?.kept.outbox ?? this.#unkept,
      turn: this.#turn,
      connected: () => this.connected === "connected",
      beats: () => this.#beats.slot > 0,
      // First what was touched is drawn: sending takes a slow phone as long as a frame.
      ask: (message) => drawn().then(() => this.#connection.ask("do", message)),
      keep: (alter) => this.#keep(alter),
      settled: (item, answer) => this.#settled(item, answer),
      ...(own && { number: () => own.nextNumber() }),
      again: ({ key, command }) => this.#noted(key, command),
      together: (act) => (this.device ? this.device.together(act) : act()),
    });
    this.#connection = new Connection(() => this.#auth(), this.#listener(), connect);
    this.#beats = new Beats({ time: () => this.clock.now(), beat: () => this.#beat() });
    this.#changed();
  }

  /** Everything that this view shows. @returns {E} */
  get entries() {
    return /** @type {E} */ (this.#follower.state.entries);
  }

  /** @returns {Status} */
  get connected() {
    return this.#connection?.status ?? "connecting";
  }

  /** Why this view is not let in, as a code. */
  get refusal() {
    return this.#connection.refusal;
  }

  /** How many commands are on their way, also with a beat; not what is said for who has stepped out. */
  get waiting() {
    return this.#outbox.items.filter(({ rides }) => !rides).length;
  }

  /** @template {keyof E} P @param {P} path @returns {E[P] | undefined} */
  get(path) {
    return this.entries[path];
  }

  /**
   * The values below a prefix, such as "cards", in the order of their paths.
   * @template {keyof L & string} P @param {P} prefix @returns {Array<L[P]>}
   */
  list(prefix) {
    const { entries } = this.#follower.state;
    const known = this.#lists.get(prefix);
    if (known?.entries === entries) return known.values;
    const values = below(entries, prefix);
    this.#lists.set(prefix, { entries, values });
    return values;
  }

  /** Calls back after changes, at most once a frame; returns what ends that. @param {() => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back at each change, also on a hidden page. @param {() => void} listener */
  attend(listener) {
    this.#attending.add(listener);
  }

  /**
   * Sends a command until it has its answer. On a participant's device it outlives the page.
   * The key of a card's command is the card's key.
   * @param {Command} command @param {string} [key]
   * @param {boolean} [rides] whether it waits for a beat, whatever kind of command it is
   * @returns {Promise<Ok | Refused>}
   */
  send(command, key = newKey(), rides = false) {
    const add = () => this.#outbox.add(command, key, this.#noted(key, command), rides);
    const answer = this.device ? this.device.together(add) : add();
    this.redraw();
    return answer;
  }

  /** The desk's: as `send`; it lives as long as the page. @param {Command} command */
  press(command) {
    return this.send(command);
  }

  /**
   * What became of the first nine of these cards and lessons of this device, in the same order.
   * @param {string[]} keys
   */
  async mine(keys) {
    const asked = [...keys, ...Array.from({ length: MINE_ASKED }, newKey)].slice(0, MINE_ASKED);
    /** @type {MineAnswer} */
    const { fates } = await this.#connection.ask("mine", { keys: asked });
    return fates.slice(0, keys.length);
  }

  /**
   * All rows that the server's file holds of this device. Rejects without an answer.
   * @returns {Promise<HeldRow[]>}
   */
  async held() {
    const keys = this.device?.kept.keys ?? [];
    return heldRows(keys, (message) => this.#connection.ask("held", message));
  }

  /** Forgets this device: what it kept and has not sent yet; the server hears nothing more. */
  forget() {
    this.parting = WORDLESS;
    this.#outbox.clear(SEALED);
    this.device?.forget();
    this.#connection.end();
  }

  /** A page that nobody sees says nothing until it is seen again. */
  #beat() {
    if (this.connected !== "connected" || document.visibilityState === "hidden") return;
    this.#outbox.beat((items) => this.#connection.ask("beat", { items }));
  }

  /** Takes over what another page of this device has written, sent or been answered; sends what waits. */
  reread() {
    this.device?.read();
    this.#outbox.sync(this.device?.kept.answered ?? []);
    this.redraw();
  }

  /** This page goes, perhaps for good: another one may send what waits. */
  leave() {
    this.#turn?.leave();
  }

  #auth() {
    const { view, workshop, ticket } = this.#boot;
    const { device } = this;
    return { view, workshop, ...(device ? device.entry : { ticket }) };
  }

  /** @returns {import("./connection.js").Listener} */
  #listener() {
    return {
      change: (change) => this.#follower.take(change),
      tick: (tick) => this.#heard(tick),
      status: () => this.redraw(),
      awake: () => {
        this.#follower.hello();
        this.reread();
      },
    };
  }

  /** @param {Tick} tick */
  #heard(tick) {
    this.tick = tick;
    this.clock.hear(tick.time);
    if (behind(this.#follower.state, tick)) this.#follower.hello();
    // Little changes with a tick: what somebody types or touches goes first.
    whenIdle(() => this.redraw());
  }

  /** @param {string} key @param {Command} command @returns {Item["before"]} */
  #noted(key, command) {
    /** @type {Item["before"]} */
    let before;
    this.device?.change((kept) => (before = note(kept, key, command)));
    return before;
  }

  /** @param {(items: readonly Item[]) => Item[]} alter */
  #keep(alter) {
    if (!this.device) this.#unkept = alter(this.#unkept);
    this.device?.change((kept) => (kept.outbox = alter(kept.outbox)));
  }

  /** @param {Item} item @param {Ok | Refused} answer */
  #settled(item, answer) {
    this.device?.change((kept) => settle(kept, item, answer));
    this.redraw();
  }

  #changed() {
    const { finish, now, workshop } = this.#follower.state.entries;
    // Who has taken part is said of one round; the next tick may be a second away.
    if (this.tick && now && now.round !== this.#round) this.tick = { ...this.tick, took_part: "" };
    this.#round = now?.round;
    if (finish?.sealed && this.device) this.#end(this.device);
    if (this.device) this.#beats.follow(workshop?.beat ?? 0);
    for (const listener of this.#attending) listener();
    this.redraw();
  }

  /** @param {Device} device */
  #end(device) {
    const words = wordsIn(device.kept);
    this.parting = words ?? this.parting;
    this.#outbox.clear(SEALED);
    device.end(words);
  }

  /** Calls back whoever subscribed, once a frame however often it is asked. */
  redraw() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      for (const listener of this.#listeners) listener();
      // Words that a hidden page has kept at the end are seen now.
      if (this.#follower.state.entries.finish?.sealed) this.device?.end(null);
    });
  }
}

/** Opens the room of a page; one a page. @param {Boot} boot */
export function openRoom(boot) {
  return new Room(boot);
}
