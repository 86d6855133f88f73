/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { isOnlyOurs, waysIn } = await import("../../static/js/stages/arrive/desk-ways-in.js");

test("an address that leads from a computer to itself is told from one that phones can open", () => {
  const ours = ["127.0.0.1:8000", "http://127.0.0.1:8000/", "localhost:8000", "http://[::1]:8000/"];
  assert.deepEqual(ours.map(isOnlyOurs), [true, true, true, true]);
  const others = ["192.168.1.20:8000", "https://workshop.example/", "http://10.127.0.1/",
    "localhost.example:8000"];
  assert.deepEqual(others.map(isOnlyOurs), [false, false, false, false]);
});

/** @param {number} here */
function said(here) {
  const workshop = { address: "192.168.1.20:8000", trial: false };
  const desk = { workshop, desk: { reached: false, addresses: [] }, whole: true, room: { tick: { here } } };
  return JSON.stringify(waysIn(/** @type {Desk} */ (/** @type {unknown} */ (desk))));
}

test("where devices are here and none came over the network, the desk says where they are", () => {
  assert.match(said(3), /Not yet\. Scan the code.*The devices that are here so far are on this laptop\./);
  assert.doesNotMatch(said(0), /so far/);
});
