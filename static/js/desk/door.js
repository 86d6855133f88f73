import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/** Whether devices come in that were not here before. @param {Desk} desk */
export function door(desk) {
  if (desk.over) return nothing;
  const { door_closed: closed } = desk.workshop;
  return html`<button class="button-quiet" type="button" @click=${() => turnDoor(desk, !closed)}
    >${closed ? t("Open the door") : t("Close the door")}</button
  >`;
}

/** Closes the door or opens it. @param {Desk} desk @param {boolean} on */
async function turnDoor(desk, on) {
  const answer = await desk.press({ type: "close_door", on });
  if (on && !("refused" in answer)) {
    desk.say(t("No new devices can join. Devices that were here before can come back."));
  }
}
