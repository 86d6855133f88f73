/** In which rows the desk has the lessons: those that may say the same share one. */

/** @typedef {DeskLessonEntry[]} Row one lesson, or several that may say the same */

/**
 * Lessons that may say the same stand beside each other: at the place of the first of them where
 * phones have put the list in order, else before the others. Null is the line between those that fit
 * on the ballot and those that do not.
 * @param {readonly (DeskLessonEntry | null)[]} listed @param {readonly DeskLessonEntry[][]} groups
 * @param {boolean} byMarks
 * @returns {(Row | null)[]}
 */
export function rowsOf(listed, groups, byMarks) {
  const groupOf = new Map(groups.flatMap((group) => group.map((one) => [one, group])));
  const rows = [...new Set(listed.map((one) => (one && (groupOf.get(one) ?? one))))]
    .map((row) => (row && !Array.isArray(row) ? [row] : row));
  if (byMarks) return rows;
  const line = rows.indexOf(null);
  const parts = line < 0 ? [rows] : [rows.slice(0, line), [null], rows.slice(line + 1)];
  return parts.flatMap((part) => [...part.filter(isGroup), ...part.filter((row) => !isGroup(row))]);
}

/** @param {Row | null} row */
const isGroup = (row) => row !== null && row.length > 1;

/**
 * The groups that nobody here has turned down. The shortest sentence stands first, for all.
 * @param {Desk} desk @returns {DeskLessonEntry[][]}
 */
export function alike({ room, different }) {
  const groups = room.get("similar")?.groups ?? [];
  const lessons = groups.map((ids) => ids.flatMap((id) => room.get(`lessons/${id}`) ?? []));
  const sorted = lessons.map((group) => [...group].sort((a, b) => a.text.length - b.text.length));
  return sorted.filter((group) => group.length > 1 && !different.has(nameOf(group)));
}

/** Keeps the lessons of a group apart, at this desk. @param {Desk} desk @param {DeskLessonEntry[]} group */
export const keepApart = (desk, group) => desk.change(({ different }) => void different.add(nameOf(group)));

/** The same for the same lessons, in whatever order. @param {DeskLessonEntry[]} group */
const nameOf = (group) => group.map((one) => one.id).sort().join();
