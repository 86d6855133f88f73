import { usable } from "./locale.js";
import { localeOf } from "./words.js";

/**
 * An hour as this device writes hours, "3:04 pm" or "15:04", in the page's language.
 * @param {string} hour "15:04"
 * @param {string} [device] its own locale: that says whether a day has 12 hours twice
 */
export function hourInWords(hour, device = navigator.language) {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  const format = new Intl.DateTimeFormat(localeOf(), { ...hourAsOn(device), timeZone: "UTC" });
  // No line breaks between an hour and its half of the day.
  return format.format(Date.UTC(2000, 0, 1, hours, minutes)).replace(/\s/, "\u00a0");
}

/**
 * A moment of this week where the device is, "Thursday at 3:00 pm" or "Thursday 15:00".
 * @param {number} seconds since 1970 @param {string} language
 * @param {string} [device] as above
 */
export function momentInWords(seconds, language, device = navigator.language) {
  const day = /** @type {const} */ ({ weekday: "long" });
  const format = new Intl.DateTimeFormat(localeOf(language), { ...day, ...hourAsOn(device) });
  return format.format(seconds * 1000);
}

/** @param {string} device @returns {Intl.DateTimeFormatOptions} */
function hourAsOn(device) {
  const locale = usable(device, localeOf());
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  return { hour: hourCycle === "h23" ? "2-digit" : "numeric", minute: "2-digit", hourCycle };
}
