/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { checkList } from "./desk-check-list.js";
import { copyRow } from "../../desk/copy-row.js";
import { leaderLink } from "../../desk/leader-link.js";
import { reachHelp } from "./desk-reach-help.js";
import { waysIn } from "./desk-ways-in.js";
import { wifi } from "./desk-wifi.js";

/** What to check, and the ways in. @param {Desk} desk */
export function stage(desk) {
  return html`${reachHelp(desk)}
    <div class="desk-columns">
      ${checkList(desk)}
      <div class="desk-stack">${links(desk)}</div>
    </div>`;
}

/** @returns {string} */
export const heading = () => t("Can phones connect?");

/** Whether phones reach this server, beside what they should reach it by. @param {Desk} desk */
export const controls = waysIn;

/** @param {Desk} desk */
function links(desk) {
  const { join_url: join, remote } = desk.workshop;
  return html`${copyRow(desk, { name: "join", label: t("Join link"), link: join })}
    ${remote ? nothing : wifi(desk)}
    ${leaderLink(desk)}
    <p><a class="button-quiet" href="/desk/${desk.workshop.id}/before" target="_blank" rel="noopener"
      >${t("Tell the team, and print")}</a></p>
    ${written(desk)}`;
}

/** What the leader wrote so far, folded up: somebody may look over a shoulder. @param {Desk} desk */
function written(desk) {
  const { name, text, language } = desk.room.get("leader") ?? {};
  if (!text) return nothing;
  return html`<details class="desk-harm">
    <summary class="button-quiet">${t("{name} has written a story: read it", { name: name ?? "" })}</summary>
    <p class="t-cue desk-long" lang=${language ?? ""} dir="auto">${text}</p>
  </details>`;
}
