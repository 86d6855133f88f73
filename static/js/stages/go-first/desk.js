import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { leaderLink } from "../../desk/leader-link.js";

/** Who goes first, or that nobody has written anything. @param {Desk} desk */
export function heading(desk) {
  const { name = "", text = "" } = desk.room.get("leader") ?? {};
  if (text) return t("{name} goes first", { name });
  return name
    ? t("{name} did not write anything beforehand.", { name })
    : t("Nobody wrote a story beforehand.");
}

/** What the room's screen shows in its place. @param {Desk} desk */
export function sentence({ room }) {
  if (room.get("leader")?.text) return nothing;
  return html`<p class="t-second">${t("The room’s screen shows four questions as a guide.")}</p>`;
}

/** The leader's own failure, or the link by which it can still be written. @param {Desk} desk */
export function stage(desk) {
  const { text = "", language = "" } = desk.room.get("leader") ?? {};
  if (text) return html`<p class="t-story desk-long" lang=${language} dir="auto">${text}</p>`;
  return html`${leaderLink(desk)}`;
}
