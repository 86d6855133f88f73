/** Every page of a participant beyond arriving: fetched when somebody has arrived. */
import { forgotten, notThere, steppedOut } from "./away.js";
import { sayLastWord, sayLastWordNow } from "./last-call-sending.js";
import { pulse } from "./pulse.js";
import { thisDevice } from "./this-device.js";
import { stage as pause } from "../stages/break/phone.js";
import { stage as commit } from "../stages/commit/phone.js";
import { stage as finish } from "../stages/finish/phone.js";
import { stage as follow_up } from "../stages/follow-up/phone.js";
import { stage as go_first } from "../stages/go-first/phone.js";
import { stage as ground_rules } from "../stages/ground-rules/phone.js";
import { stage as lessons } from "../stages/lessons/phone.js";
import { stage as look_through } from "../stages/look-through/phone.js";
import { stage as reveal } from "../stages/reveal/phone.js";
import { stage as story } from "../stages/story/phone.js";
import { stage as talk } from "../stages/talk/phone.js";
import { stage as vote } from "../stages/vote/phone.js";
import { stage as write } from "../stages/write/phone.js";
import { withFates } from "./with-fates.js";

export const stages = {
  ground_rules,
  follow_up,
  go_first,
  story,
  write,
  look_through,
  reveal,
  talk,
  break: pause,
  lessons,
  vote,
  commit,
  finish,
};

export const duties = { sayLastWord, sayLastWordNow };

export const pages = { forgotten, notThere, pulse, steppedOut, thisDevice, withFates };
