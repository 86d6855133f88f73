import { localeOf } from "../core/words.js";

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
