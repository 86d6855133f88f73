// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
import * as arrive from "./arrive/desk.js";
import * as ground_rules from "./ground-rules/desk.js";
import * as follow_up from "./follow-up/desk.js";
import * as go_first from "./go-first/desk.js";
import * as story from "./story/desk.js";
import * as write from "./write/desk.js";
import * as look_through from "./look-through/desk.js";
import * as reveal from "./reveal/desk.js";
import * as ask_how from "./ask-how/desk.js";
import * as talk from "./talk/desk.js";
import * as pause from "./break/desk.js";
import * as lessons from "./lessons/desk.js";
import * as vote from "./vote/desk.js";
import * as commit from "./commit/desk.js";
import * as finish from "./finish/desk.js";

export const DESKS = {
  arrive, ground_rules, follow_up, go_first, story, write, look_through, reveal, ask_how, talk,
  break: pause, lessons, vote, commit, finish,
};
