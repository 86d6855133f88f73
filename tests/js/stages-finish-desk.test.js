/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import { atOneStage } from "./support/at-stage.js";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { stage } = await import("../../static/js/stages/finish/desk.js");

const checks = [{ name: "summary", holds: true }];
const kept = { lessons: ["Ask."], commitments: [], worth: null, use: null, meets: "" };

/** @param {{ sealed: boolean, trial: boolean }} given */
function said({ sealed, trial }) {
  const entries = {
    finish: { ...kept, sealed },
    seal: sealed ? { checks, trouble: "" } : undefined,
    agenda: { stages: [{ kind: "vote" }] },
    workshop: { id: "w", trial, rehearsal: false },
  };
  const desk = {
    room: { get: (/** @type {keyof typeof entries} */ path) => entries[path] },
    ...entries, now: { position: 0 }, whole: false, formats: [], desk: { files: [], cues: [""] }, atStage: atOneStage(),
  };
  return JSON.stringify(stage(/** @type {Desk} */ (/** @type {unknown} */ (desk))));
}

test("the desk says why it shows no answers, before the end and after it", () => {
  assert.match(said({ sealed: false, trial: false }), /If fewer than five answer, no answer is shown or kept/);
  assert.match(said({ sealed: true, trial: false }), /If fewer answered, the answers are erased/);
});

test("of a trial the desk does not say that the summary is kept", () => {
  assert.match(said({ sealed: true, trial: false }), /The summary is saved\./);
  const trial = said({ sealed: true, trial: true });
  assert.match(trial, /When the trial ends, the summary is erased, too\./);
  assert.doesNotMatch(trial, /The summary is saved\./);
});
