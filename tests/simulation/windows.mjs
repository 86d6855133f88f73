/**
 * The windows of a simulated room: the browser's own modules, each window with a page, a storage, a clock
 * and a socket that are not real. Everything that happens is told by a line on stdin, and everything
 * that a window does is answered by a line on stdout: no moment and no chance are this process's own.
 */
import { readSync, writeSync } from "node:fs";

const turn = globalThis.setImmediate;
const FRAME = 16;
const SECOND = 1000;
const MOST_RANDOM = 65536;
/** Milliseconds by which a moment may come too soon: seconds and milliseconds round differently. */
const ROUNDING = 0.001;

/** The world's clock, in milliseconds. */
let now = 0;
let chance = 1;
/** The window whose code runs. @type {SimulatedWindow | null} */
let current = null;
/** What the windows do, for the answer. @type {unknown[][]} */
let effects = [];
/** The windows in which something has run, for the answer: others show what they showed. @type {Set<string>} */
const touched = new Set();
/** @type {Map<string, SimulatedWindow>} */
const windows = new Map();
/** What browsers keep, by their names. @type {Map<string, Map<string, string>>} */
const stores = new Map();

/** A timer of the simulated clock; at one moment, they come in the order in which they were set. */
class Timers {
  #all = [];
  #number = 0;

  set(window, act, wait) {
    const one = { at: now + Math.max(0, Number(wait) || 0), number: (this.#number += 1), window, act };
    this.#all.push(one);
    return one;
  }

  clear(one) {
    this.#all = this.#all.filter((each) => each !== one);
  }

  clearAll(window) {
    this.#all = this.#all.filter((each) => each.window !== window);
  }

  get next() {
    return this.#all.reduce((first, one) => (
      !first || one.at < first.at || (one.at === first.at && one.number < first.number) ? one : first), null);
  }
}
const timers = new Timers();

class SimulatedWindow extends EventTarget {
  constructor(name, browser) {
    super();
    Object.assign(this, { name, browser, document: new EventTarget(), hidden: false, frames: [] });
    this.document.documentElement = { lang: "en", dataset: {}, style: {} };
    this.asks = new Map();
    this.sockets = new Set();
    /** @type {any} */
    this.room = this.here = null;
  }

  get storage() {
    if (!stores.has(this.browser)) stores.set(this.browser, new Map());
    return stores.get(this.browser);
  }

  /** It is closed, or loaded anew. */
  end() {
    timers.clearAll(this);
    for (const socket of this.sockets) socket.gone();
    windows.delete(this.name);
  }
}

const from = (pick) => ({ get: () => pick(current), configurable: true });
Object.defineProperties(globalThis, {
  document: from((window) => window?.document ?? NOWHERE),
  localStorage: from((window) => storageOf(window)),
  location: from((window) => ({ protocol: "http:", host: "192.168.1.2:8000", hostname: "192.168.1.2",
    port: "8000", pathname: `/w/${window?.name}`, reload: () => effects.push(["reload", window?.name]) })),
  navigator: from(() => ({ onLine: true, language: "en", languages: ["en"], userAgent: "simulated" })),
});
const NOWHERE = Object.assign(new EventTarget(), {
  documentElement: { lang: "en", dataset: {}, style: {} }, createTreeWalker: () => ({}), visibilityState: "visible",
});

function storageOf(window) {
  const all = window?.storage ?? new Map();
  return {
    get length() { return all.size; },
    key: (place) => [...all.keys()][place] ?? null,
    getItem: (name) => all.get(name) ?? null,
    removeItem: (name) => void all.delete(name),
    clear: () => all.clear(),
    setItem: (name, text) => {
      if (window?.full) throw new Error("QuotaExceededError");
      const same = all.get(name) === String(text);
      all.set(name, String(text));
      if (window && !same) tellOthers(window);
    },
  };
}

/** Other pages of the same browser hear that something was stored, a moment later. @param {SimulatedWindow} by */
function tellOthers(by) {
  for (const one of windows.values()) {
    if (one !== by && one.browser === by.browser) timers.set(one, () => one.dispatchEvent(new Event("storage")), 1);
  }
}

/** xorshift32: enough for delays and keys that nobody else may guess here. */
function random() {
  chance ^= chance << 13; chance ^= chance >>> 17; chance ^= chance << 5;
  return (chance >>> 0) / 2 ** 32;
}

const later = (act, wait, ...given) => timers.set(current, () => act(...given), wait);
Object.assign(globalThis, {
  setTimeout: later,
  clearTimeout: (one) => timers.clear(one),
  setInterval: (act, wait) => {
    const one = {};
    const again = () => { act(); one.timer = later(again, wait); };
    one.timer = later(again, wait);
    return one;
  },
  clearInterval: (one) => timers.clear(one?.timer),
  requestAnimationFrame: (draw) => {
    if (current?.hidden) return void current.frames.push(draw);
    later(draw, FRAME, now);
  },
  addEventListener: (...given) => current?.addEventListener(...given),
  removeEventListener: (...given) => current?.removeEventListener(...given),
  WebSocket: undefined,
});
delete globalThis.setImmediate;
Math.random = random;
Date.now = () => Math.floor(dated());
globalThis.performance = { now: () => now, mark() {}, measure() {}, timeOrigin: 0 };
Object.defineProperty(globalThis, "crypto", { value: {
  getRandomValues(array) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, Math.min(array.byteLength, MOST_RANDOM));
    bytes.forEach((_, i) => (bytes[i] = Math.floor(random() * 256)));
    return array;
  },
  subtle: globalThis.crypto?.subtle,
} });

/** What a window's own clock says, in milliseconds since 1970: it may be set wrong. */
const dated = () => 1_780_000_000_000 + now + (current?.ahead ?? 0);

/** A socket whose line the world has. */
class SimulatedSocket {
  static CONNECTING = 0; static OPEN = 1; static CLOSING = 2; static CLOSED = 3;
  static #made = 0;
  static all = new Map();
  readyState = 0; binaryType = "blob"; bufferedAmount = 0; extensions = ""; protocol = "";
  onopen = null; onmessage = null; onclose = null; onerror = null;

  constructor(url) {
    this.id = (SimulatedSocket.#made += 1);
    this.window = current;
    SimulatedSocket.all.set(this.id, this);
    current?.sockets.add(this);
    effects.push(["connect", current?.name, this.id, String(url)]);
  }

  send(data) {
    if (this.readyState === 1) effects.push(["send", this.id, String(data)]);
  }

  close() {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    effects.push(["close", this.id]);
  }

  /** The page has gone: nobody hears of it any more. */
  gone() {
    if (this.readyState < 3) effects.push(["close", this.id]);
    this.readyState = 3;
    SimulatedSocket.all.delete(this.id);
  }

  opened() { this.readyState = 1; this.onopen?.({}); }
  heard(data) { if (this.readyState === 1) this.onmessage?.({ data }); }
  closed() {
    if (this.readyState === 3) return;
    const never = this.readyState === 0;
    this.readyState = 3;
    SimulatedSocket.all.delete(this.id);
    this.window?.sockets.delete(this);
    if (never) this.onerror?.({ message: "no connection" });
    this.onclose?.({ code: 1006, reason: "" });
  }
}
globalThis.WebSocket = SimulatedSocket;

let fetches = 0;
/** @type {Map<number, any>} */
const fetching = new Map();
globalThis.fetch = (path, { signal } = {}) => new Promise((resolve, reject) => {
  const id = (fetches += 1);
  fetching.set(id, { window: current, resolve, reject });
  signal?.addEventListener?.("abort", () => fetching.delete(id) && reject(new Error("aborted")));
  effects.push(["fetch", current?.name, id, String(path)]);
});

const { Room } = await import("../../static/js/core/room.js");
const { Here } = await import("../../static/js/participant/here.js");
const { dutiesOf } = await import("../../static/js/participant/duties.js");
const { sayLastWord, sayLastWordNow } = await import("../../static/js/participant/last-call-sending.js");

/** Opens a room as a page does. @param {SimulatedWindow} window @param {any} boot */
function open(window, boot) {
  const room = (window.room = new Room(boot));
  room.subscribe(() => live(window));
  room.attend(() => live(window));
  if (!room.device) return;
  const here = (window.here = new Here(room, () => room.redraw(), [], false));
  here.keep((kept) => Object.assign(kept.taps, { joined: true }));
  window.document.addEventListener("visibilitychange", () => window.hidden && sayLastWordNow(here));
  const look = () => (room.device.isReplaced() ? location.reload() : room.reread());
  for (const event of ["storage", "pageshow"]) window.addEventListener(event, look);
  window.document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", () => room.leave());
}

function live({ name, here }) {
  effects.push(["changed", name]);
  if (!here) return;
  dutiesOf(here);
  sayLastWord(here);
}

function answered(window, id, answer) {
  effects.push(["answer", window.name, id, answer]);
}

/** What the world tells. @type {Record<string, (...given: any[]) => void>} */
const HAPPENS = {
  open(name, browser, boot) {
    windows.get(name)?.end();
    const window = new SimulatedWindow(name, browser);
    Object.defineProperty(window.document, "visibilityState", { get: () => (window.hidden ? "hidden" : "visible") });
    Object.defineProperty(window.document, "hidden", { get: () => window.hidden });
    windows.set(name, window);
    within(window, () => open(window, boot));
  },
  end(name) { windows.get(name)?.end(); },
  hide(name, hidden) {
    const window = windows.get(name);
    if (!window || window.hidden === hidden) return;
    window.hidden = hidden;
    within(window, () => {
      window.document.dispatchEvent(new Event("visibilitychange"));
      if (!hidden) window.frames.splice(0).forEach((draw) => later(draw, FRAME, now));
    });
  },
  ahead(name, milliseconds) { const window = windows.get(name); if (window) window.ahead = milliseconds; },
  say(name, id, command, key) {
    const window = windows.get(name);
    if (window) within(window, () => window.room.send(command, key || undefined).then((answer) => answered(window, id, answer)));
  },
  opened: (id) => ofSocket(id, (socket) => socket.opened()),
  heard: (id, data) => ofSocket(id, (socket) => socket.heard(data)),
  closed: (id) => ofSocket(id, (socket) => socket.closed()),
  fetched(id, status, text) {
    const one = fetching.get(id);
    fetching.delete(id);
    if (!one || !windows.has(one.window?.name)) return;
    within(one.window, () => (status ? one.resolve({ ok: status < 400, status, json: async () => JSON.parse(text) })
      : one.reject(new Error("no answer"))));
  },
  nothing() {},
  seed(number) { chance = number || 1; },
  shown(name) { effects.push(["shown", name, shownOf(windows.get(name))]); },
};

function shownOf(window) {
  if (!window?.room) return null;
  const { room } = window;
  return { entries: room.entries, connected: room.connected, refusal: room.refusal, waiting: room.waiting,
    kept: room.device?.kept ?? null };
}

function ofSocket(id, act) {
  const socket = SimulatedSocket.all.get(id);
  if (socket) within(socket.window, () => act(socket));
}

function within(window, act) {
  current = window;
  touched.add(window?.name);
  act();
}

const settled = () => new Promise((go) => turn(go));

/** Everything up to a moment, and then what happens at it. */
async function step(moment, happens) {
  await due(moment);
  now = moment;
  for (const [name, ...given] of happens) {
    HAPPENS[name](...given);
    await settled();
  }
  await due(moment);
}

async function due(moment) {
  for (let one = timers.next; one && one.at <= moment + ROUNDING; one = timers.next) {
    timers.clear(one);
    now = Math.max(now, one.at);
    within(one.window, one.act);
    await settled();
  }
}

let rest = Buffer.alloc(0);
function line() {
  const piece = Buffer.alloc(1 << 16);
  for (;;) {
    const end = rest.indexOf(10);
    if (end >= 0) {
      const text = rest.subarray(0, end).toString();
      rest = rest.subarray(end + 1);
      return text;
    }
    const size = readSync(0, piece);
    if (!size) process.exit(0);
    rest = Buffer.concat([rest, piece.subarray(0, size)]);
  }
}

process.on("unhandledRejection", (error) => effects.push(["fault", String(error?.stack ?? error)]));
for (;;) {
  const [moment, happens] = JSON.parse(line());
  await step(moment * SECOND, happens).catch((error) => effects.push(["fault", String(error?.stack ?? error)]));
  const next = timers.next;
  const text = `${JSON.stringify([effects, next ? next.at / SECOND : null, [...touched]])}\n`;
  effects = [];
  touched.clear();
  for (let out = Buffer.from(text); out.length; ) out = out.subarray(writeSync(1, out));
}
