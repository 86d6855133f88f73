/** In which order the desk lists lessons: what it lists stands still, but for what phones mark. */
/** @import { Fitting } from "../protocol.js" */
import { InPlace } from "./in-place.js";

const LIST = "lessons";

/** How many the room would vote on. @param {Pick<Desk, "room">} desk */
export const onBallot = ({ room }) => (
  room.list("lessons").filter((one) => !one.parent && !one.left_out).length
);

export class LessonOrder {
  /** The ids on the ballot or beyond it, as the server had them last. @type {readonly string[]} */
  #live = [];
  /** Whether the list as it is shown goes by marks of phones. */
  byMarks = false;
  /** Whether a pointer is among the lessons: marks that come then wait until it has left. */
  pointed = false;
  /** Whether one of them is open, picked up or asked about: they wait, too. */
  busy = false;
  /** Whether marks wait. */
  #waits = false;
  /** Of which lessons the desk has known what fits. @type {readonly string[]} */
  #judged = [];
  /** What was shown last; null for the heading. @type {readonly (DeskLessonEntry | null)[]} */
  #shown = [];
  #places = new InPlace();
  /** Those that may say the same, as they were shown last. @type {readonly DeskLessonEntry[][]} */
  #groups = [];

  get held() {
    return this.pointed || this.busy;
  }

  /**
   * Each keeps its place, whatever is merged, left out or added; null stands for the heading above
   * what does not fit on the ballot. Only where the same lessons come in another order, as marks
   * of more devices bring it, the list follows, and never under a pointer. One in other words
   * stands where it stood.
   * @param {readonly DeskLessonEntry[]} lessons @param {Fitting | undefined} fitting
   * @param {(id: string) => string} [topOf] the lesson that speaks for one
   * @returns {(DeskLessonEntry | null)[]}
   */
  order(lessons, fitting, topOf) {
    const first = asTheyCome(lessons, fitting);
    const live = first.filter((one) => !one.left_out).map(({ id }) => id);
    // The list and what fits of it come one after the other: nothing is judged while they differ.
    const judged = !fitting || isSame([...fitting.fits, ...fitting.beyond], live);
    if (judged) this.#follow(live, Boolean(fitting?.marked));
    const marksAlone = this.held && judged && isSame(live, this.#judged);
    if (judged) this.#judged = live;
    this.#shown = marksAlone ? asShown(this.#shown, lessons) : this.#inPlace(first, fitting, topOf);
    return [...this.#shown];
  }

  /**
   * The lessons that stand beside each other: under a pointer no others come together.
   * @param {DeskLessonEntry[][]} now @returns {readonly DeskLessonEntry[][]}
   */
  groups(now) {
    const shown = new Set(this.#groups.map(idsOf));
    this.#groups = this.held ? now.filter((group) => shown.has(idsOf(group))) : now;
    return this.#groups;
  }

  /**
   * @param {readonly DeskLessonEntry[]} first @param {Fitting | undefined} fitting
   * @param {((id: string) => string) | undefined} topOf
   * @returns {(DeskLessonEntry | null)[]}
   */
  #inPlace(first, fitting, topOf) {
    const kept = this.#places.order(LIST, first, ({ id }) => id, topOf);
    const shown = fitting ? withHeading(kept, new Set(fitting.beyond)) : kept;
    this.#places.forget(LIST); // what moves past the heading moves no further
    this.#places.order(LIST, shown.filter((one) => one !== null), ({ id }) => id);
    return shown;
  }

  /** @param {readonly string[]} live @param {boolean} marked */
  #follow(live, marked) {
    this.#waits ||= marked && (!this.byMarks || isReordered(this.#live, live));
    this.#live = live;
    if (this.held) return;
    if (this.#waits) this.#places.forget(LIST);
    this.#waits = false;
    this.byMarks = marked;
  }
}

/**
 * The same rows, with what the lessons say now.
 * @param {readonly (DeskLessonEntry | null)[]} shown @param {readonly DeskLessonEntry[]} lessons
 */
function asShown(shown, lessons) {
  const now = new Map(lessons.map((one) => [one.id, one]));
  return shown.map((one) => one && (now.get(one.id) ?? one));
}

/**
 * As a page lists them that sees them first: what is left out, a told story's lesson for one, comes last.
 * @param {readonly DeskLessonEntry[]} lessons @param {Fitting | undefined} fitting
 */
function asTheyCome(lessons, fitting) {
  const out = lessons.filter((one) => one.left_out);
  const byId = new Map(lessons.map((one) => [one.id, one]));
  /** @param {readonly string[]} ids */
  const named = (ids) => ids.flatMap((id) => byId.get(id) ?? []);
  if (fitting) {
    return [...new Set([...named(fitting.fits), ...named(fitting.beyond), ...lessons])];
  }
  return [...lessons.filter((one) => !one.left_out), ...out];
}

/** @param {readonly string[]} before @param {readonly string[]} after */
function isReordered(before, after) {
  return isSame(before, after) && before.some((id, place) => id !== after[place]);
}

/** @param {readonly string[]} some @param {readonly string[]} others in whatever order */
function isSame(some, others) {
  const known = new Set(others);
  return some.length === others.length && some.every((id) => known.has(id));
}

/**
 * What fits is above the heading, what does not below it; what is left out stays where it was.
 * @param {readonly DeskLessonEntry[]} kept @param {ReadonlySet<string>} beyond
 */
function withHeading(kept, beyond) {
  const from = kept.findIndex(({ id }) => beyond.has(id));
  const isBelow = (/** @type {DeskLessonEntry} */ one, /** @type {number} */ place) => (
    beyond.has(one.id) || (one.left_out && place > from)
  );
  const above = kept.filter((one, place) => !isBelow(one, place));
  return [...above, null, ...kept.filter(isBelow)];
}

/** @param {readonly DeskLessonEntry[]} group */
const idsOf = (group) => group.map(({ id }) => id).join();
