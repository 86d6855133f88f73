/**
 * A file for calendars (RFC 5545), made on this phone: no server is asked.
 *
 * @typedef {object} Day an event that takes a whole day and rings for nobody
 * @property {string} id its name in a calendar, which takes in a later file of it in its place; it
 *   names no person and no device
 * @property {string} day "2026-12-10"
 * @property {string} words
 * @property {string} [more]
 */

const EOL = "\r\n";
/** Octets of a line, without its end. */
const OCTETS = 75;

/**
 * @param {readonly Day[]} days
 * @param {string} made the day on which the words were fixed, "2026-11-26": never when a phone saved them
 * @returns {string}
 */
export function calendar(days, made) {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Failure Workshop//Phone//EN", "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH", ...days.flatMap((one) => event(one, made)), "END:VCALENDAR",
  ];
  return lines.map(folded).join(EOL) + EOL;
}

/** @param {Day} one @param {string} made */
function event({ id, day, words, more = "" }, made) {
  return [
    "BEGIN:VEVENT",
    `UID:${id}@failure-workshop`,
    `DTSTAMP:${bare(made)}T000000Z`,
    `DTSTART;VALUE=DATE:${bare(day)}`,
    `DTEND;VALUE=DATE:${bare(after(day))}`,
    `SUMMARY:${escaped(words)}`,
    ...(more ? [`DESCRIPTION:${escaped(more)}`] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** @param {string} day */
const bare = (day) => day.replaceAll("-", "");

/** The day after, whatever the clocks do in between. @param {string} day */
function after(day) {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + 1)).toISOString().slice(0, 10);
}

/** @param {string} text */
function escaped(text) {
  const marked = text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
  return marked.replace(/[\u0000-\u001f\u007f]/g, " ");
}

/** No letter is cut in two: each part is counted in octets of UTF-8. @param {string} line */
function folded(line) {
  const parts = [""];
  let octets = 0;
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (octets + size > OCTETS) {
      parts.push("");
      octets = 1; // the blank with which the next line begins
    }
    parts[parts.length - 1] += letter;
    octets += size;
  }
  return parts.join(`${EOL} `);
}

/**
 * Hands a file to this phone, as a download: Safari and Chrome then offer it to the calendar.
 * @param {string} name @param {string} text
 */
export function save(name, text) {
  const place = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = place;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads it after the click has returned; the page's end frees it.
}
