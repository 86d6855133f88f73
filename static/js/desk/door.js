/** @import { Desk } from "./desk.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/** Whether devices come in that were not here before. @param {Desk} desk */
export function door(desk) {
  if (desk.over) return nothing;
  const { door_closed: closed } = desk.desk;
  const press = () => desk.press({ type: "close_door", on: !closed });
  return html`${closed
      ? html`<p class="t-small">${t("No new devices can join. Those that were here can come back.")}</p>`
      : nothing}
    <button class="button-quiet" type="button" @click=${press}>
      ${closed ? t("Open the door") : t("Close the door")}
    </button>`;
}
