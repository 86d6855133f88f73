// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
import { stage as arrive } from "./arrive/screen.js";
import { stage as ground_rules } from "./ground-rules/screen.js";
import { stage as follow_up } from "./follow-up/screen.js";
import { stage as go_first } from "./go-first/screen.js";
import { stage as story } from "./story/screen.js";
import { stage as write } from "./write/screen.js";
import { stage as look_through } from "./look-through/screen.js";
import { stage as reveal } from "./reveal/screen.js";
import { stage as ask_how } from "./ask-how/screen.js";
import { stage as talk } from "./talk/screen.js";
import { stage as pause } from "./break/screen.js";
import { stage as lessons } from "./lessons/screen.js";
import { stage as vote } from "./vote/screen.js";
import { stage as commit } from "./commit/screen.js";
import { stage as finish } from "./finish/screen.js";

export const SCREENS = {
  arrive, ground_rules, follow_up, go_first, story, write, look_through, reveal, ask_how, talk,
  break: pause, lessons, vote, commit, finish,
};
