/** @import { Desk } from "./desk.js" */
/** @import { FloodSeen } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { hourInWords } from "../core/hours.js";
import { t, tn } from "../core/words.js";
import { small } from "./buttons.js";
import { turnDoor } from "./door.js";
import { clockHour } from "./schedule.js";

/** Seconds by which the moment a flood began may differ from one tick to the next. */
const SAME = 5;

/**
 * That very many new devices have come, and what to do if these are not people: in words, until
 * the facilitator says that it is right. Which devices these are is not known here.
 * @param {Desk} desk
 */
export function floodBand(desk) {
  const { flood } = desk.room.tick ?? {};
  if (desk.over || !flood || isRight(desk, flood)) return nothing;
  return html`<div class="band desk-flood">
    <p>${floodWords(flood)} ${desk.workshop.door_closed ? doorClosed() : adviceWords()}</p>
    <div class="desk-row">
      ${desk.workshop.door_closed
        ? nothing : small(t("Close the door"), () => void turnDoor(desk, true))}
      ${small(t("We are that many"), () => desk.change(() => void (desk.rightFlood = flood.since)))}
    </div>
  </div>`;
}

/** @param {Desk} desk @param {FloodSeen} flood */
const isRight = ({ rightFlood }, { since }) => Math.abs(rightFlood - since) < SAME;

/**
 * How many came since when.
 * @param {FloodSeen} flood @param {(hour: string) => string} [say] how this device writes an hour
 */
export function floodWords({ since, devices, waiting }, say = hourInWords) {
  const time = say(clockHour(since));
  const came = tn(
    "{n} new device has come since {time}.", "{n} new devices have come since {time}.", devices, { time });
  if (!waiting) return came;
  return `${came} ${tn("{n} of them waits for its turn.", "{n} of them wait for their turn.", waiting)}`;
}

const adviceWords = () =>
  t("If you are not that many, close the door: then no new device can join, and everyone who is here stays.");

const doorClosed = () => t("The door is closed: no new device can join.");
