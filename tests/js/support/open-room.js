/** A room on a device, as a page opens it; the test plays its server. */
import "./browser.js";
import { FakeSocket, settled } from "./socket.js";
import { storage } from "./storage.js";
import { Device } from "../../../static/js/core/device.js";
import { Room } from "../../../static/js/core/room.js";

/** What a phone sends, as far as a test does not care what it is. */
export const card = /** @type {const} */ ({ type: "write_card", round: 1, happened: "It fell." });

export const change = (/** @type {object} */ fields) => ({ epoch: "e", rev: 6, ...fields });
export const snapshot = (/** @type {object} */ fields) =>
  ({ epoch: "e", rev: 5, time: 1000, entries: {}, ...fields });

/** @param {any} [boot] @param {ReturnType<typeof storage>} [store] */
export function open(boot = {}, store = storage()) {
  const socket = new FakeSocket();
  const device = new Device("w1", () => store);
  const room = new Room(
    { view: "participant", workshop: "w1", ticket: "", words: {}, language: "en",
      snapshot: snapshot({}), ...boot },
    { connect: socket.opener, device },
  );
  return { room, socket, device, store };
}

/** A room that is connected and up to date. @param {any} [boot] */
export async function live(boot) {
  const all = open(boot);
  all.socket.up();
  await says(all.socket, { time: 1000, current: true });
  return all;
}

/** Answers the last hello. @param {FakeSocket} socket @param {any} answer */
export async function says(socket, answer) {
  socket.questions("hello").at(-1)?.answer(answer);
  await settled();
}

/** More milliseconds than a frame takes: from then on a command is on its way. */
const DRAWN = 60;

/** @param {import("node:test").TestContext} t with mocked timers @param {number} [milliseconds] */
export async function passes(t, milliseconds = DRAWN) {
  t.mock.timers.tick(milliseconds);
  await settled();
}
