/** @import { Breakout } from "./words.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { figures } from "../../elements/stage-clock.js";
import { unreadLessons } from "../../desk/unread.js";
import { isInACall } from "../../words/pairs.js";
import { breakoutNow, breakouts, talkNow } from "./words.js";

/** What they talk about, and how; and what groups have sent. @param {Desk} desk */
export function stage(desk) {
  const { agenda, now, workshop } = desk;
  const { prompt, second_prompt: second, second_built_in: builtIn } = agenda.stages[now.position] ?? {};
  const talk = talkNow(now, desk.left);
  return html`<p class="t-prompt" dir="auto">${prompt}</p>
    <p class="t-prompt">${talk.who} <span class="t-second"><stage-clock .overText=${t("Time is up.")}
      .running=${!now.paused && now.ends_at !== null} .remaining=${talk.left}></stage-clock></span></p>
    ${second && !builtIn ? html`<p class="t-small" dir="auto">${second}</p>` : nothing}
    ${workshop.remote || now.few
      ? nothing
      : html`<p class="t-small">${t("Nobody is left out: three is fine.")}</p>`}
    ${unreadLessons(desk)}`;
}

/** In a call, the rooms that somebody has to open and close. @param {Desk} desk */
export const controls = (desk) => (opensRooms(desk) ? rooms(desk) : nothing);

/** Whether breakout rooms are led: in a call, unless all talk together. @param {Desk} desk */
export const opensRooms = ({ workshop, now }) => isInACall(workshop) && !now.few;

/** Whether there is more to do than to listen. @param {Desk} desk */
export const asksForRoom = (desk) => opensRooms(desk) || desk.room.list("unread").some(({ aside }) => !aside);

/** When to open which breakout rooms, and when to bring everybody back. @param {Desk} desk */
function rooms(desk) {
  const whole = (desk.agenda.stages[desk.now.position]?.minutes ?? 0) * 60;
  const current = breakoutNow(desk.now, whole, desk.left);
  return html`<ol class="desk-rooms">
    ${Object.entries(breakouts(desk.now, whole)).map(([name, left]) => html`<li
      class="desk-part"
      ?data-current=${name === current}
      aria-current=${name === current ? "step" : "false"}
    >
      <span class="t-name">${roomWords(/** @type {Breakout} */ (name))}</span>
      <span class="t-small t-figures">${t("with {time} left", { time: figures(left) })}</span>
    </li>`)}
  </ol>`;
}

/** @param {Breakout} name */
function roomWords(name) {
  if (name === "back") return t("Bring everyone back to the call");
  return name === "fours"
    ? t("Breakout rooms of four: two pairs each")
    : t("Open breakout rooms for pairs; three is fine");
}
