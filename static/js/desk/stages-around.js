/**
 * The stage that comes next, past those that are left out; the agenda's length when none does.
 * @param {Agenda} agenda @param {number} position @param {readonly string[]} skipped the ids of those
 */
export function following({ stages }, position, skipped) {
  const found = stages.findIndex(({ id }, at) => at > position && !skipped.includes(id));
  return found < 0 ? stages.length : found;
}

/**
 * The stage before, past those that are left out; -1 when there is none.
 * @param {Agenda} agenda @param {number} position @param {readonly string[]} skipped the ids of those
 */
export function preceding({ stages }, position, skipped) {
  return stages.map(({ id }, at) => at < position && !skipped.includes(id)).lastIndexOf(true);
}
