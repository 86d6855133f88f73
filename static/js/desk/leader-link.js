import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { copyRow } from "./copy-row.js";

/** The link by which the leader writes beforehand, and from where it works. @param {Desk} desk */
export function leaderLink(desk) {
  const { leader_url: link, on_laptop: here } = desk.desk;
  if (!link) return nothing;
  return html`${copyRow(desk, { name: "leader", label: t("Link for the leader’s story"), link })}
    ${here
      ? html`<p class="t-small">${t("It works only on this network, while this laptop is here. If the leader is elsewhere, ask for the story in a message. Then open the link here and paste it.")}</p>`
      : nothing}`;
}
