/** @typedef {(id: string) => DeskLessonEntry[]} Below */

/**
 * Tells what was merged into a lesson, and into that.
 * @param {DeskLessonEntry[]} lessons @returns {Below}
 */
export function mergedBy(lessons) {
  /** @type {Map<string, DeskLessonEntry[]>} */
  const children = new Map();
  for (const one of lessons) {
    if (!one.parent) continue;
    children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
  }
  /** @type {Below} */
  const below = (id) => (children.get(id) ?? []).flatMap((one) => [one, ...below(one.id)]);
  return below;
}
