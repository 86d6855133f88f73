// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
import { stage as ground_rules } from "./ground-rules/phone.js";
import { stage as follow_up } from "./follow-up/phone.js";
import { stage as go_first } from "./go-first/phone.js";
import { stage as story } from "./story/phone.js";
import { stage as write } from "./write/phone.js";
import { stage as look_through } from "./look-through/phone.js";
import { stage as reveal } from "./reveal/phone.js";
import { stage as ask_how } from "./ask-how/phone.js";
import { stage as talk } from "./talk/phone.js";
import { stage as pause } from "./break/phone.js";
import { stage as lessons } from "./lessons/phone.js";
import { stage as vote } from "./vote/phone.js";
import { stage as commit } from "./commit/phone.js";
import { stage as finish } from "./finish/phone.js";

export const PHONES = {
  ground_rules, follow_up, go_first, story, write, look_through, reveal, ask_how, talk, break:
  pause, lessons, vote, commit, finish,
};
