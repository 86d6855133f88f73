/** @import { Here } from "../here.js" */
/** @import { Page } from "../frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { topRow } from "../controls.js";
import { breakoutNow, breakoutWords } from "../../words/breakout.js";
import { prompted } from "../prompted.js";
import { yourCards } from "../your_cards.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const { prompt, second_prompt } = here.stage ?? { prompt: "", second_prompt: "" };
  const how = here.workshop.remote
    ? inTheCall(here)
    : t("Two first, then two pairs together. Three is fine.");
  const title = here.workshop.remote
    ? t("Talk in your breakout room") : t("Talk with those beside you");
  const body = html`${topRow(here, title)}
    <p class="t-title" dir="auto">${
      prompted(here, prompt, t("What did you recognise? What surprised you?"))}</p>
    <p dir="auto">${here.workshop.remote ? how : prompted(here, second_prompt, how)}</p>
    <p class="t-second">${t("What you say is not written down. Nothing to do on this phone.")}</p>
    ${here.workshop.hybrid ? html`<p>${t("In the call: {how}", { how: inTheCall(here) })}</p>` : nothing}
    ${yourCards(here)}`;
  return { body };
}

/** @param {Here} here */
const inTheCall = (here) => breakoutWords(whichRoom(here));

/** Which breakout room it is time for; before the clock runs, the first. @param {Here} here */
function whichRoom(here) {
  const whole = (here.stage?.minutes ?? 0) * 60;
  return breakoutNow(whole, here.room.clock.remaining() ?? whole);
}
