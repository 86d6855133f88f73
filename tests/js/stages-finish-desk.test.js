/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import { atOneStage } from "./support/at-stage.js";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { stage } = await import("../../static/js/stages/finish/desk.js");

const checks = ["summary", "key", "file", "beside"].map((name) => ({ name, holds: true }));
const kept = { lessons: ["Ask."], commitments: [], worth: null, use: null, meets: "" };

/** @param {{ sealed: boolean, trial: boolean, several?: boolean, few?: boolean }} given */
function said({ sealed, trial, several = false, few = false }) {
  const entries = {
    finish: { ...kept, sealed },
    seal: sealed ? { checks, trouble: "" } : undefined,
    agenda: { stages: [{ kind: "vote" }] },
    workshop: { id: "w", trial, rehearsal: false, meets: "" },
  };
  const desk = {
    room: { clock: { now: () => 0 }, get: (/** @type {keyof typeof entries} */ path) => entries[path] },
    ...entries, now: { position: 0, few }, whole: false, several, formats: [], desk: { files: [], cues: [""] }, atStage: atOneStage(),
  };
  return JSON.stringify(stage(/** @type {Desk} */ (/** @type {unknown} */ (desk))));
}

test("the desk says why it shows no answers, before the end and after it", () => {
  assert.match(said({ sealed: false, trial: false }), /Answers appear once five people have answered/);
  assert.match(said({ sealed: true, trial: false }), /If fewer answered, the answers are erased/);
});

test("with fewer than five here the desk says that it need not ask for the answers", () => {
  const needless = /no answer is shown or kept/;
  assert.match(said({ sealed: false, trial: false, few: true }), needless);
  assert.doesNotMatch(said({ sealed: false, trial: false }), needless);
});

test("of a trial the desk has checked nothing about its summary, which is erased, too", () => {
  assert.match(said({ sealed: true, trial: false }), /Just checked.*The summary is saved\./);
  const trial = said({ sealed: true, trial: true });
  assert.match(trial, /Just checked.*The key is destroyed/);
  assert.doesNotMatch(trial, /The summary is saved|When the trial ends/);
});

test("of several machines the desk promises no more of copies than their database can keep", () => {
  assert.match(said({ sealed: true, trial: false }), /no copy can be read any more, wherever it is.*The workshop’s file is gone/);
  const several = said({ sealed: true, trial: false, several: true });
  assert.match(several, /Within 48 hours no copy can be read any more.*deleted from the database/);
  assert.doesNotMatch(several, /wherever it is|file is gone|journal|this computer/);
});
