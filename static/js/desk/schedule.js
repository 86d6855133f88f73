import { hourInWords } from "../core/hours.js";
import { t, tn } from "../core/words.js";

const MINUTE = 60;
const HOUR = 60;
const DAY = 24 * HOUR;
/** Minutes from which ahead or behind is said in hours. */
const LONG = 2 * HOUR;

/**
 * @typedef {object} Plan
 * @property {Agenda} agenda
 * @property {number} position
 * @property {readonly string[]} skipped the ids of stages that are left out
 * @property {number} left seconds left of the current stage; negative when it is over
 * @property {number} time the server's clock, in seconds
 * @property {number | null} startedAt
 * @property {number | null} freeBy the moment at which the room must be free
 */

/**
 * When the workshop would end if every stage took its minutes from now on, in seconds.
 * @param {Plan} plan
 */
export function endOf({ agenda, position, skipped, left, time }) {
  const later = agenda.stages.filter(({ id }, at) => at > position && !skipped.includes(id));
  const minutes = later.reduce((sum, stage) => sum + stage.minutes, 0);
  return time + Math.max(0, left) + minutes * MINUTE;
}

/**
 * Whole minutes behind; negative when ahead, null when there is nothing to be measured against.
 * Without an hour at which the room must be free, the agenda's own minutes are the measure.
 * @param {Plan} plan
 */
export function minutesBehind(plan) {
  const { agenda, startedAt, freeBy } = plan;
  const whole = agenda.stages.reduce((sum, stage) => sum + stage.minutes, 0) * MINUTE;
  const must = freeBy ?? (startedAt === null ? null : startedAt + whole);
  // Rounded away from minus zero, which would not equal zero.
  return must === null ? null : Math.round((endOf(plan) - must) / MINUTE) + 0;
}

/** Ahead or behind, as words; "" where the room is free for hours. @param {number} behind whole minutes */
export function behindWords(behind) {
  if (behind <= -LONG) return "";
  if (behind >= LONG) {
    return tn("About {n} hour behind", "About {n} hours behind", Math.round(behind / HOUR));
  }
  if (behind > 0) return tn("{n} minute behind", "{n} minutes behind", behind);
  if (behind < 0) return tn("{n} minute ahead", "{n} minutes ahead", -behind);
  return t("On time");
}

/**
 * The hour that this leads to, and the hour that stands.
 * @param {Plan} plan @param {string} freeAt "15:00", or "" when no hour was given
 * @param {(hour: string) => string} [say] how this device writes an hour
 */
export function hourWords(plan, freeAt, say = hourInWords) {
  const behind = minutesBehind(plan);
  if (plan.freeBy === null || behind === null || !freeAt) {
    return t("Ends {end}", { end: say(clockHour(endOf(plan))) });
  }
  const hours = { end: say(shift(freeAt, behind)), free: say(freeAt) };
  return t("Ends {end}, room free at {free}", hours);
}

/**
 * An hour so many minutes later, in the room's own time zone, whatever this laptop's is.
 * @param {string} hour "15:00"
 * @param {number} minutes
 */
export function shift(hour, minutes) {
  const [hours = 0, rest = 0] = hour.split(":").map(Number);
  const all = (((hours * HOUR + rest + minutes) % DAY) + DAY) % DAY;
  return two(Math.floor(all / HOUR)) + ":" + two(all % HOUR);
}

/** @param {number} seconds @returns {string} the hour on this laptop */
export function clockHour(seconds) {
  const date = new Date(seconds * 1000);
  return two(date.getHours()) + ":" + two(date.getMinutes());
}

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");
