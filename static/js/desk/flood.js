/** @import { FloodSeen } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { hourInWords } from "../core/hours.js";
import { tn } from "../core/words.js";
import { door } from "./door.js";
import { clockHour } from "./schedule.js";

/** That a great many new devices have come, while the door is open to more. @param {Desk} desk */
export function floodBand(desk) {
  const { flood } = desk.room.tick ?? {};
  if (desk.over || !flood || desk.workshop.door_closed) return nothing;
  return html`<p class="band desk-flood">${floodWords(flood)} ${door(desk)}</p>`;
}

/** @param {FloodSeen} flood @param {(hour: string) => string} [say] how this device writes an hour */
export const floodWords = ({ since, devices }, say = hourInWords) => tn(
  "{n} new device since {time}.", "{n} new devices since {time}.", devices, { time: say(clockHour(since)) });
