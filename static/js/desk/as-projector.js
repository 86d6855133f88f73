/**
 * @import {
 *   Agenda, Card, Commitment, DeskCard, DeskLessonEntry, Lesson, Now, StageKind, Wifi
 * } from "../protocol.js"
 */
/** @typedef {Record<string, unknown>} Entries */

const SAME = new Set([
  "workshop", "agenda", "now", "rules", "story_been", "order", "ballot", "finish",
]);

/**
 * What the room's screen would be given of what the desk has. The desk's own marks stay here: who
 * asked, what waits, what was left out.
 * @param {Entries} entries the desk's, path -> value
 * @returns {Entries}
 */
export function asProjector(entries) {
  const pairs = Object.entries(entries);
  const seen = pairs.map(([path, value]) => [path, adapted(path, value, entries)]);
  return Object.fromEntries(seen.filter(([, value]) => value !== null));
}

/** @param {string} path @param {unknown} value @param {Entries} entries @returns {unknown} */
function adapted(path, value, entries) {
  const [kind = ""] = path.split("/");
  if (SAME.has(path)) return value;
  if (path === "wifi") return wifi(/** @type {Wifi} */ (value));
  if (path === "story") return reached(entries, "story") ? value : null;
  if (path === "leader") return reached(entries, "go_first") ? value : null;
  // From its stage on, as everybody is.
  if (kind === "carried") return value;
  if (kind === "cards") return card(/** @type {DeskCard} */ (value));
  if (kind === "lessons") return lesson(/** @type {DeskLessonEntry} */ (value), entries);
  if (kind === "commitments") return leading(/** @type {Commitment} */ (value), entries);
  return null;
}

/** @param {Entries} entries @param {StageKind} kind whether its stage is or was on screen */
function reached(entries, kind) {
  const agenda = /** @type {Agenda | undefined} */ (entries["agenda"]);
  const now = /** @type {Now | undefined} */ (entries["now"]);
  const stages = agenda?.stages.slice(0, (now?.position ?? -1) + 1) ?? [];
  return stages.some((stage) => stage.kind === kind);
}

/** The desk changes a password that the room may not read. @param {Wifi} desk @returns {Wifi} */
const wifi = (desk) => (desk.shown ? desk : { ...desk, password: "" });

/** @param {DeskCard} desk @returns {Card} */
function card({ asked: _asked, shown: _shown, ...seen }) {
  return seen.off ? { ...seen, happened: "", learned: "" } : seen;
}

/**
 * Of the offers for a lesson the room's screen is given one: the one picked, else the first.
 * @param {Commitment} offer @param {Entries} entries @returns {Commitment | null}
 */
function leading(offer, entries) {
  const all = /** @type {Commitment[]} */ (
    Object.entries(entries).filter(([path]) => path.startsWith("commitments/")).map(([, one]) => one)
  ).filter((one) => one.lesson === offer.lesson);
  return leadingOf(all)?.id === offer.id ? { ...offer, picked: true } : null;
}

/** The offer that the room's screen shows of those for a lesson. @param {readonly Commitment[]} offers */
export function leadingOf(offers) {
  const [first] = [...offers].sort((a, b) => (a.id < b.id ? -1 : 1));
  return offers.find((one) => one.picked) ?? first;
}

/** @param {DeskLessonEntry} desk @param {Entries} entries @returns {Lesson | null} */
function lesson(desk, entries) {
  const { parent, left_out, beyond: _beyond, paper: _paper, ...seen } = desk;
  // A short agenda has no stage for lessons: there the vote is what brings them.
  const begun = reached(entries, "lessons") || reached(entries, "vote");
  if (parent || left_out || !begun) return null;
  return { ...seen, also: belowOf(entries)(desk.id).map((one) => one.text) };
}

/** @param {Entries} entries @returns {DeskLessonEntry[]} */
function lessonsOf(entries) {
  const found = Object.entries(entries).filter(([path]) => path.startsWith("lessons/"));
  return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => (
    /** @type {DeskLessonEntry} */ (value)
  ));
}

/** @typedef {(id: string) => DeskLessonEntry[]} Below */
/** Three hundred lessons are sorted once for each state. @type {WeakMap<Entries, Below>} */
const known = new WeakMap();

/** @param {Entries} entries @returns {Below} */
function belowOf(entries) {
  const below = known.get(entries) ?? mergedBy(lessonsOf(entries));
  known.set(entries, below);
  return below;
}

/**
 * Tells what was merged into a lesson, and into that.
 * @param {DeskLessonEntry[]} lessons
 * @returns {Below}
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
