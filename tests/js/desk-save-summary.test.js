/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { openFor, thereFor, wordsToCopy } = await import("../../static/js/desk/save-summary.js");

const WORKSHOP = { id: "w", trial: false, rehearsal: false };

/** @param {object} given */
function said({ on_laptop = false, ...workshop }) {
  const desk = { workshop: { ...WORKSHOP, ...workshop }, room: { get: () => ({ on_laptop }) } };
  return thereFor(/** @type {Desk} */ (/** @type {unknown} */ (desk)));
}

test("the desk says that the address is enough to open the summary, of any kind of workshop", () => {
  assert.equal(said({}), "Anyone with this workshop’s address can open it for 24 hours.");
  assert.equal(said({ trial: true, on_laptop: true }),
    "Anyone with this workshop’s address can open it until the trial ends.");
  const rehearsal = /** @type {Parameters<typeof openFor>[0]} */ ({ ...WORKSHOP, trial: true, rehearsal: true });
  assert.equal(openFor(rehearsal), "Anyone with this workshop’s address can open it until the rehearsal ends.");
});

test("that the summary leaves with the laptop is said of phones, not of the laptop's own desk", () => {
  assert.equal(said({ on_laptop: true }), "Anyone with this workshop’s address can open it for 24 hours. " +
    "Phones reach it only while this laptop is here. The laptop keeps it; the summary’s page says until when.");
});

test("what is copied at the desk has days in words, says what nobody has taken, and when the team meets", () => {
  const promise = { lesson: 0, when: "a date is near", will: "ask", who: "we", language: "en" };
  const finish = {
    lessons: ["Ask first."], meets: "2026-04-15",
    commitments: [{ ...promise, owner: "Ada", by: "2026-04-01" }, { ...promise, owner: "", by: "" }],
  };
  const desk = { workshop: { ...WORKSHOP, title: "Spring" }, room: { get: () => finish } };
  assert.equal(wordsToCopy(/** @type {Desk} */ (/** @type {unknown} */ (desk))), [
    "Spring", "", "Ask first.", "", "If a date is near, we will ask. Ada, by 1 April",
    "If a date is near, we will ask. Not taken on yet", "", "We meet again on 15 April.",
  ].join("\n"));
});
