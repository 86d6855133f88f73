import { localeOf } from "./words.js";

/**
 * An hour as this device writes hours, "3:04 pm" or "15:04", in the page's language.
 * @param {string} hour "15:04"
 * @param {string} [device] its own locale: that says whether a day has 12 hours twice
 */
export function hourInWords(hour, device = navigator.language) {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  const { hourCycle } = new Intl.DateTimeFormat(device, { hour: "numeric" }).resolvedOptions();
  const format = new Intl.DateTimeFormat(localeOf(), {
    hour: hourCycle === "h23" ? "2-digit" : "numeric", minute: "2-digit", timeZone: "UTC", hourCycle,
  });
  return format.format(Date.UTC(2000, 0, 1, hours, minutes));
}
