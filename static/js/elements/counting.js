/** Milliseconds from one count of the quiet lessons to the next, and from one place to the next. */
export const COUNT = 320;
export const PLACE = 1400;
/** Until the last place stands. */
const REST = 600;

/**
 * How long the room's screen counts an ended vote, in milliseconds. Of no votes there is nothing to
 * count, and of one more vote all is seen at once.
 * @param {readonly Pick<Lesson, "votes" | "chosen" | "tied" | "run_off">[]} lessons
 */
export function countingTime(lessons) {
  if (!lessons.some(({ votes }) => votes)) return 0;
  if (lessons.some(({ run_off: votes }) => votes !== null)) return 0;
  const chosen = lessons.filter((lesson) => lesson.chosen).length;
  const tied = lessons.filter((lesson) => lesson.tied).length;
  const places = chosen + (tied ? 1 : 0);
  return (lessons.length - chosen - tied) * COUNT + places * PLACE + REST;
}
