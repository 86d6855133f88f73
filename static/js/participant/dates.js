import { localeOf } from "../core/words.js";

const DAY = 24 * 3600;

/** The day two weeks ahead on this device's calendar, as "2026-12-08". @param {number} now seconds */
export function twoWeeksAhead(now) {
  const day = new Date((now + 14 * DAY) * 1000);
  const part = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${part(day.getMonth() + 1)}-${part(day.getDate())}`;
}

/**
 * A day as people in this language write it: "8 December"; the text itself when it is none.
 * @param {string} day "2026-12-08"
 * @param {string} language
 */
export function dayInWords(day, language) {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return day;
  const format = new Intl.DateTimeFormat(localeOf(language), {
    day: "numeric", month: "long",
  });
  return format.format(new Date(year, month - 1, date));
}

/** Minutes and seconds, as "2:40". @param {number} seconds */
export function minutes(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
