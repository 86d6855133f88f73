import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { figures } from "../../elements/stage-clock.js";
import { plans } from "../../projector/paging.js";
import { askedAbout, fitted, said } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";
import { talkNow } from "./words.js";

/**
 * What to talk about; who talks with whom, in two halves, each with its own clock.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const { prompt, minutes = 0, second_prompt: own = "", second_built_in: builtIn = "" } = currentStage(room) ?? {};
  const left = room.clock.remaining();
  const now = room.get("now");
  const talk = talkNow(now ?? { groups: "", second_half: 0 }, left ?? 60 * minutes);
  const calls = room.get("workshop")?.hybrid && talk.half !== "whole";
  const ownHow = own && !builtIn ? own : "";
  return html`<div class="projector-talk" data-halves ?data-own=${ownHow !== ""}>
    <div class="projector-talk-main">
      ${askedAbout(room)}
      ${fitted(plans("one", 176), said("t-story", prompt || t("What makes this easy to happen here?")))}
    </div>
    <div class="projector-talk-how">
      <p class="t-statement">${talk.who}</p>
      ${said("t-label", ownHow || talk.how)}
      ${calls ? said("t-label t-second", t("In the call: breakout rooms, in pairs first, then in fours.")) : nothing}
      ${now?.collecting
        ? said("t-label t-second", t("Send one sentence, if you like. Your group may be recognised.")) : nothing}
    </div>
    ${now && left !== null ? clock(now, talk) : nothing}
  </div>`;
}

/** @param {Now} now @param {ReturnType<typeof talkNow>} talk */
function clock(now, { half, left }) {
  return html`<div class="projector-clock" ?data-long=${left > 599} ?data-hundreds=${left > 5999}>
    <stage-clock class="t-clock" .overText=${t("Time is up.")} .running=${!now.paused}
      .remaining=${left}></stage-clock>
    <p class="t-label t-second">${now.paused ? t("paused") : half === "first" ? then(now) : t("left")}</p>
  </div>`;
}

/** @param {Now} now */
function then({ groups, second_half: second }) {
  const time = figures(second);
  return groups === "twos" ? t("then all together, {time}", { time }) : t("then fours, {time}", { time });
}
