import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { askedAbout } from "../../participant/asked-about.js";
import { timer } from "../../participant/controls.js";
import { breakoutNow, breakoutWords, talkNow } from "./words.js";
import { prompted, promptedSecond } from "../../participant/prompted.js";
import { sentenceField, sentenceFoot } from "../lessons/phone.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const left = here.room.clock.remaining();
  const talk = talkNow(here.now, left ?? 60 * (here.stage?.minutes ?? 0));
  const apart = here.workshop.remote && talk.half !== "whole";
  const body = html`<div class="top-row">
      <h2 class="t-statement">${apart ? t("Talk in your breakout room") : talk.who}</h2>
      ${left === null ? nothing : timer(talk.left, !here.now.paused)}
    </div>
    ${askedAbout(here)}
    <p class="t-title" dir="auto">${
      prompted(here, t("What makes this easy to happen here?"))}</p>
    <p dir="auto">${apart ? inTheCall(here) : ownHow(here, talk.how)}</p>
    ${here.workshop.hybrid && talk.half !== "whole" ? html`<p>${t("In the call: {how}", { how: inTheCall(here) })}</p>` : nothing}
    <p class="t-small">${here.now.collecting
      ? t("What you say is not written down. If one of you sends a sentence, your group may be recognised.")
      : t("What you say is not written down. Nothing to do on this phone.")}</p>
    ${here.now.collecting ? sentenceField(here, t("It is easy here because…")) : nothing}`;
  return { body, foot: here.now.collecting ? sentenceFoot(here, t("Send this sentence")) : undefined };
}

/** How the facilitator has people talk, where that was written. @param {Here} here @param {string} how */
const ownHow = (here, how) => (here.stage?.second_built_in ? how : promptedSecond(here, how));

/** @param {Here} here */
const inTheCall = (here) => breakoutWords(whichRoom(here));

/** Which breakout room it is time for; before the clock runs, the first. @param {Here} here */
function whichRoom(here) {
  const whole = (here.stage?.minutes ?? 0) * 60;
  return breakoutNow(here.now, whole, here.room.clock.remaining() ?? whole);
}
