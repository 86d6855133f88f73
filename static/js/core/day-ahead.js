const DAY = 24 * 3600;
/** Days that a commitment is given where nobody knows when the team meets next. */
const UNTIL = 14;

/**
 * The day that comes so many days from now on this device's calendar, as "2026-12-08".
 * @param {number} now seconds @param {number} days
 */
export function dayAhead(now, days) {
  const day = new Date((now + days * DAY) * 1000);
  const part = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${part(day.getMonth() + 1)}-${part(day.getDate())}`;
}

/**
 * The day that is proposed for a commitment: that of the next meeting, where it is known.
 * @param {Pick<Workshop, "meets">} workshop @param {number} now seconds
 */
export const proposedDay = ({ meets }, now) => meets || dayAhead(now, UNTIL);
