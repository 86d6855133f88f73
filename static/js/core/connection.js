/** @import { Change, Connect, NotLetIn } from "../protocol.js" */
import { io } from "../../vendor/socket.io-client/socket.io.esm.min.js";
import { chance } from "./chance.js";
import { pad } from "./padded.js";
import { answers } from "./server-there.js";

/** @typedef {"connecting" | "connected" | "lost" | "refused" | "ended"} Status */
/** Why it is not in for now: no place for one more phone, many at once, or something lets no socket through.
 * @typedef {"full" | "many" | "blocked"} NotYet */

/**
 * @typedef {object} Listener
 * @property {(change: Change) => void} change
 * @property {(tick: Tick) => void} tick
 * @property {() => void} status the status has changed
 * @property {() => void} awake connected anew, or back from sleep: changes may be missing
 */

/** It comes back by what stands here: the library's own way knows nothing of a server that is away. */
const OPTIONS = { transports: ["websocket"], reconnection: false, timeout: 3000 };
/** Milliseconds in which a server that is there answers anything. */
const THERE = 3000;
/** After these no connection is tried again. @type {Record<NotLetIn, true>} */
const FINAL = {
  no_such: true, not_allowed: true, malformed: true,
  taken_back: true, handed_over: true, door_closed: true,
};

/** Milliseconds: without an answer, to the next attempt, and between two of our reconnections. */
const NO_ANSWER = 4000;
const SILENT = 2000;
const SELDOM = 5000;
const AGAIN = 1000;
/** Milliseconds to the first attempt after a connection was lost, and to a later one; up to twice as long. */
const FIRST = 125;
const LATER = 750;
/** A server without a place for one more phone is asked again after this, or up to twice as long. */
const WHEN_FULL = 8000;
/** Where many come at once, half of this later or up to one and a half of it; with each time that much more. */
const WHEN_MANY = 600;
const MOST_TIMES = 12;
/** After so many attempts in a row at a server that answers, something lets no socket through. */
const BLOCKED = 3;

/** @param {string} why @returns {why is NotLetIn} */
const isFinal = (why) => why in FINAL;

/** One socket that stays connected, and questions over it that are answered or rejected. */
export class Connection {
  /** @type {Status} */
  status = "connecting";
  /** Why it was refused, or is not in yet; "" where it was not. @type {NotLetIn | NotYet | ""} */
  refusal = "";
  #reconnected = -SELDOM;
  /** Whether an attempt is under way: at a second one the server would end both. */
  #trying = true;
  /** Attempts that failed in a row, each at a server that answered just before. */
  #unopened = 0;
  /** How often in a row it was one of many. */
  #times = 0;
  /** Runs until the next attempt. @type {ReturnType<typeof setTimeout> | undefined} */
  #next;
  #listener;
  #socket;

  /** @param {() => Connect} auth asked at each connection @param {Listener} listener */
  constructor(auth, listener, connect = io) {
    this.#listener = listener;
    // Named in the address, too: a proxy before several processes sends it where the pages came from.
    const query = { w: auth().workshop };
    this.#socket = connect({ ...OPTIONS, query, auth: (give) => give({ ...auth() }) });
    pad(this.#socket.io.encoder);
    this.#socket.on("connect", () => this.#isIn());
    this.#socket.on("disconnect", () => this.#isLost());
    this.#socket.on("connect_error", (error) => this.#isRefused(error.message));
    this.#socket.on("change", listener.change);
    this.#socket.on("tick", listener.tick);
    this.#watchSleep();
  }

  /**
   * Rejects when no answer has come in time; after two silent seconds the socket is replaced,
   * since a dead one may take long to say so.
   * @param {string} name @param {object} message @returns {Promise<any>}
   */
  ask(name, message) {
    if (!this.#socket.connected) return Promise.reject(new Error("not connected"));
    const silent = setTimeout(() => this.#reconnect(), SILENT);
    return new Promise((resolve, reject) => {
      this.#socket.timeout(NO_ANSWER).emit(name, message, (error, answer) => {
        clearTimeout(silent);
        if (error) reject(error);
        else resolve(answer);
      });
    });
  }

  /** Ends it for good: the device is forgotten. */
  end() {
    this.#become("ended");
    this.#socket.disconnect();
  }

  #isIn() {
    this.#trying = false;
    this.#unopened = this.#times = 0;
    this.#notes("");
    this.#become("connected");
    this.#listener.awake();
  }

  #isLost() {
    this.#trying = false;
    this.#become("lost");
    this.#after(soon(FIRST), () => this.#connect());
  }

  /** @param {string} why a code of the server's, or what the browser says of a socket that did not open */
  #isRefused(why) {
    this.#trying = false;
    if (isFinal(why)) {
      this.#notes(why);
      this.#become("refused");
      this.#socket.disconnect();
    } else if (why === "full") this.#waits(why, soon(WHEN_FULL));
    else if (why === "many") this.#waits(why, whenMany((this.#times += 1)));
    else if (why === "retry") this.#waits("", AGAIN);
    else this.#didNotOpen();
  }

  /** Also where it is full: what stays connected takes a place from someone. @param {NotYet | ""} why @param {number} after */
  #waits(why, after) {
    this.#unopened = 0;
    this.#notes(why);
    this.#become("lost");
    this.#socket.disconnect();
    this.#after(after, () => this.#connect());
  }

  #didNotOpen() {
    this.#unopened += 1;
    this.#notes(this.#unopened < BLOCKED ? "" : "blocked");
    this.#become("lost");
    this.#after(soon(this.#unopened > 1 ? LATER : FIRST), () => void this.#ask());
  }

  /**
   * Connects once the server answers at all: Firefox holds a websocket back, up to a minute, where
   * several have failed, and a phone would stay away long after its server is there again.
   */
  async #ask() {
    if (this.#over || this.#trying || this.#socket.connected) return;
    if (await answers(THERE)) return this.#connect();
    this.#unopened = 0;
    this.#notes("");
    this.#after(soon(LATER), () => void this.#ask());
  }

  get #over() {
    return this.status === "refused" || this.status === "ended";
  }

  /** One thing at a time, however often the page is woken meanwhile. @param {number} after @param {() => void} act */
  #after(after, act) {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => {
      if (!this.#over) act();
    }, after);
  }

  #connect() {
    if (this.#trying || this.#socket.connected || this.#over) return;
    this.#trying = true;
    this.#socket.connect();
  }

  /** @param {NotLetIn | NotYet | ""} refusal */
  #notes(refusal) {
    const news = this.refusal !== refusal && this.status === "lost";
    this.refusal = refusal;
    if (news) this.#listener.status();
  }

  #reconnect() {
    if (this.#over || this.#trying || performance.now() - this.#reconnected < SELDOM) return;
    this.#reconnected = performance.now();
    this.#socket.disconnect();
    this.#connect();
  }

  /** @param {Status} status */
  #become(status) {
    if (this.status === status || this.status === "ended") return;
    this.status = status;
    this.#listener.status();
  }

  #watchSleep() {
    const awake = () => {
      if (document.visibilityState === "hidden" || this.#over) return;
      if (this.#socket.connected) this.#listener.awake();
      else this.#connect();
    };
    document.addEventListener("visibilitychange", awake);
    addEventListener("online", awake);
    addEventListener("pageshow", awake);
  }
}

/** @param {number} least milliseconds @returns {number} up to twice as many: not all phones come at one moment */
const soon = (least) => least * (1 + chance());

/** @param {number} times */
const whenMany = (times) => WHEN_MANY * (0.5 + chance()) * Math.min(times, MOST_TIMES);
