import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { topRow } from "../../participant/controls.js";
import { breakoutNow, breakoutWords } from "./words.js";
import { prompted, promptedSecond } from "../../participant/prompted.js";
import { form, formFoot } from "../lessons/phone.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const how = here.workshop.remote
    ? inTheCall(here)
    : t("In pairs first, then two pairs together. Three is fine.");
  const { few } = here.now;
  const title = few ? t("Talk together")
    : here.workshop.remote ? t("Talk in your breakout room") : t("Talk with the people next to you");
  const body = html`${topRow(here, title)}
    <p class="t-title" dir="auto">${
      prompted(here, t("What makes this easy to happen here?"))}</p>
    <p dir="auto">${here.workshop.remote && !few ? how : promptedSecond(here, how)}</p>
    ${here.workshop.hybrid && !few ? html`<p>${t("In the call: {how}", { how: inTheCall(here) })}</p>` : nothing}
    <p class="t-second">${here.now.collecting
      ? t("What you say is not written down. If your group wants to, one of you can send a sentence.")
      : t("What you say is not written down. Nothing to do on this phone.")}</p>
    ${here.now.collecting ? sentence(here) : nothing}`;
  return { body, foot: here.now.collecting ? formFoot(here) : undefined };
}

/** One sentence of the group, on every phone, whether or not this one has sent it. @param {Here} here */
const sentence = (here) => html`<p class="t-second">${t(
    "One sentence from your group. The facilitator sees it as soon as you send it, so your group may be recognised.",
  )}</p>
  ${form(here)}`;

/** @param {Here} here */
const inTheCall = (here) => breakoutWords(whichRoom(here));

/** Which breakout room it is time for; before the clock runs, the first. @param {Here} here */
function whichRoom(here) {
  const whole = (here.stage?.minutes ?? 0) * 60;
  return breakoutNow(whole, here.room.clock.remaining() ?? whole);
}
