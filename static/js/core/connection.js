/** @import { Change, Connect, NotLetIn, Queue, Tick } from "../protocol.js" */
import { io } from "../../vendor/socket.io-client/socket.io.esm.min.js";
import { pad } from "./padded.js";

/** @typedef {"connecting" | "connected" | "lost" | "queued" | "refused" | "ended"} Status */

/**
 * @typedef {object} Listener
 * @property {(change: Change) => void} change
 * @property {(tick: Tick) => void} tick
 * @property {() => void} status the status has changed
 * @property {() => void} awake connected anew, or back from sleep: changes may be missing
 */

const WEBSOCKET_FIRST = ["websocket", "polling"];
const POLLING_FIRST = ["polling", "websocket"];
const OPTIONS = {
  transports: WEBSOCKET_FIRST,
  tryAllTransports: true,
  reconnectionDelay: 250,
  reconnectionDelayMax: 1500,
  timeout: 3000,
};
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
/** A server without a place for one more phone is asked again after this, or up to twice as long. */
const FULL = "full";
const WHEN_FULL = 8000;

/** Why a new device is let in later: many come at once. Its data say in how many seconds. */
const QUEUE = "queue";

/** @param {string} why @returns {why is NotLetIn} */
const isFinal = (why) => why in FINAL;

/** One socket that stays connected, and questions over it that are answered or rejected. */
export class Connection {
  /** @type {Status} */
  status = "connecting";
  /** Why it was refused, for now if that is "full"; "" where it was not. @type {NotLetIn | "full" | ""} */
  refusal = "";
  /** Where it is queued: whether it has no turn yet, and its turn comes at `turnIn` at the earliest. */
  atLeast = false;
  #reconnected = -SELDOM;
  /** When this device's turn comes, by the page's own clock. */
  #turn = 0;
  #listener;
  #socket;

  /** @param {() => Connect} auth asked at each connection @param {Listener} listener */
  constructor(auth, listener, connect = io) {
    this.#listener = listener;
    // Named in the address, too: a proxy before several processes sends it where the pages came from.
    const query = { w: auth().workshop };
    this.#socket = connect({ ...OPTIONS, query, auth: (give) => give({ ...auth() }) });
    pad(this.#socket.io.encoder);
    this.#socket.on("connect", () => this.#connected());
    this.#socket.on("disconnect", () => this.#lost());
    this.#socket.on("connect_error", (error) => this.#failed(error.message, error.data));
    this.#socket.on("change", listener.change);
    this.#socket.on("tick", listener.tick);
    this.#watchSleep();
  }

  /**
   * Rejects when no answer has come in time; after two silent seconds the socket is replaced,
   * since a dead one may take long to say so.
   * @param {string} name @param {object} message
   * @returns {Promise<any>}
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

  /** Seconds until this device may come in, where it is queued. */
  get turnIn() {
    return Math.max(0, (this.#turn - performance.now()) / 1000);
  }

  /** Ends it for good: the device is forgotten. */
  end() {
    this.#become("ended");
    this.#socket.disconnect();
  }

  #connected() {
    this.#notes("");
    this.#begin(WEBSOCKET_FIRST);
    this.#become("connected");
    this.#listener.awake();
  }

  /** The library reconnects by itself, but not when the server has ended the connection. */
  #lost() {
    this.#become("lost");
    if (!this.#socket.active) this.#again();
  }

  #again(after = AGAIN) {
    setTimeout(() => {
      if (this.status !== "ended") this.#connect();
    }, after);
  }

  /** Not while the library connects: it would ask to be let in twice, and the server ends that. */
  #connect() {
    if (!this.#socket.active) this.#socket.connect();
  }

  /**
   * Comes again under the same secret, at its turn or to keep its place. A server of the version
   * before says no `again`. @param {Pick<Queue, "seconds"> & Partial<Queue>} queue
   */
  #queue({ seconds, again = seconds }) {
    this.atLeast = again < seconds;
    this.#turn = performance.now() + seconds * 1000;
    this.#become("queued");
    this.#again(again * 1000);
  }

  /** @param {string} why @param {Queue} [queue] */
  #failed(why, queue) {
    if (why === QUEUE && queue) return this.#queue(queue);
    const final = isFinal(why);
    const full = why === FULL;
    this.#notes(final || full ? why : "");
    this.#become(final ? "refused" : "lost");
    this.#begin(why === "timeout" ? POLLING_FIRST : WEBSOCKET_FIRST);
    // Also where it is full: what stays connected takes a place from someone.
    if (final || full) this.#socket.disconnect();
    if (full) this.#again(WHEN_FULL * (1 + Math.random()));
    else if (!final && !this.#socket.active) this.#again();
  }

  /** @param {NotLetIn | "full" | ""} refusal */
  #notes(refusal) {
    const news = this.refusal !== refusal && this.status === "lost";
    this.refusal = refusal;
    if (news) this.#listener.status();
  }

  /**
   * What the next attempt tries first. Firefox holds a websocket back, up to a minute, where several
   * have failed, and polling never: a phone would stay away long after its server is there again.
   * @param {string[]} transports
   */
  #begin(transports) {
    this.#socket.io.opts.transports = transports;
  }

  #reconnect() {
    if (this.status === "ended" || performance.now() - this.#reconnected < SELDOM) return;
    this.#reconnected = performance.now();
    this.#socket.disconnect().connect();
  }

  /** @param {Status} status */
  #become(status) {
    if (this.status === status || this.status === "ended") return;
    this.status = status;
    this.#listener.status();
  }

  #watchSleep() {
    const awake = () => {
      const over = this.status === "refused" || this.status === "ended";
      if (document.visibilityState === "hidden" || over) return;
      if (this.#socket.connected) this.#listener.awake();
      else this.#connect();
    };
    document.addEventListener("visibilitychange", awake);
    addEventListener("online", awake);
    addEventListener("pageshow", awake);
  }
}
