/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { copyRow } from "../../desk/copy-row.js";

/** The leader's own failure, or that none was written. @param {Desk} desk */
export function stage(desk) {
  const leader = desk.room.get("leader");
  return leader?.text ? written(leader) : missing(desk, leader?.name ?? "");
}

/** @param {import("../../protocol.js").Leader} leader */
function written({ name, text, language }) {
  return html`<h3 class="t-name">${t("{name} goes first", { name })}</h3>
    <p class="t-story desk-long" lang=${language} dir="auto">${text}</p>`;
}

/** @param {Desk} desk @param {string} name */
function missing(desk, name) {
  const link = desk.desk.leader_url;
  const words = name
    ? t("{name} has written nothing beforehand.", { name })
    : t("Nobody has written a story beforehand.");
  return html`<div class="desk-stack">
    <p class="t-name">${words}</p>
    <p class="t-second">${t("The room's screen shows four questions to tell it by.")}</p>
    ${link
      ? copyRow(desk, { name: "leader", label: t("Link for the leader's own story"), link })
      : nothing}
  </div>`;
}
