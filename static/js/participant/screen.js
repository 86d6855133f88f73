/** @import { StageKind } from "../protocol.js" */
/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { forgotten, notThere, steppedOut } from "./away.js";
import { frame } from "./frame.js";
import { showsDevice, thisDevice } from "./this_device.js";
import { stage as arrive } from "./stages/arrive.js";
import { stage as commit } from "./stages/commit.js";
import { stage as finish } from "./stages/finish.js";
import { stage as go_first } from "./stages/go_first.js";
import { stage as ground_rules } from "./stages/ground_rules.js";
import { stage as lessons } from "./stages/lessons.js";
import { stage as look_through } from "./stages/look_through.js";
import { stage as reveal } from "./stages/reveal.js";
import { stage as story } from "./stages/story.js";
import { stage as talk } from "./stages/talk.js";
import { stage as vote } from "./stages/vote.js";
import { stage as write } from "./stages/write.js";

/** @type {Record<StageKind, (here: Here) => Page>} */
const STAGES = {
  arrive,
  ground_rules,
  go_first,
  story,
  write,
  look_through,
  reveal,
  talk,
  lessons,
  vote,
  commit,
  finish,
};

/**
 * The participant's whole screen, for the present entries and what this phone keeps.
 * @param {Here} here
 */
export function screen(here) {
  return frame(here, pageOf(here));
}

/** @param {Here} here @returns {Page} */
function pageOf(here) {
  if (here.forgotten) return forgotten();
  if (showsDevice(here)) return thisDevice(here);
  if (here.sealed) return finish(here);
  if (here.room.connected === "refused") return notThere(here);
  if (here.kept.taps.stepped_out) return steppedOut(here);
  return STAGES[here.now.kind](here);
}
