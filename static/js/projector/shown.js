/** @import { Stage } from "../protocol.js" */
import { HEADS_SHOWN } from "../rules/for-desks.js";

/** The current stage as the agenda has it. @param {Room} room @returns {Stage | undefined} */
export function currentStage(room) {
  return room.get("agenda")?.stages[room.get("now")?.position ?? -1];
}

/**
 * How many are here; null while that would point at somebody, which the desk is told and the
 * room is not.
 * @param {Room} room @returns {number | null}
 */
export function heads(room) {
  const here = room.tick?.here ?? 0;
  return here >= HEADS_SHOWN ? here : null;
}

/** The revealed cards in the order in which they are shown. @param {Room} room @returns {Card[]} */
export function cardsInOrder(room) {
  const cards = new Map(room.list("cards").map((card) => [card.n, card]));
  const order = room.get("order")?.cards ?? [];
  return order.flatMap((n) => cards.get(n) ?? []);
}

/**
 * The cards that are shown page by page: all of them, or of many those that most people know.
 * @param {Room} room @returns {Card[]}
 */
export function cardsOnPages(room) {
  const known = room.get("order")?.known ?? [];
  if (!known.length) return cardsInOrder(room);
  return known.flatMap((n) => room.get(`cards/${n}`) ?? []);
}

/**
 * Whether a reveal has no card to show: nobody wrote, or what was written went back.
 * @param {Pick<Now, "kind" | "phase">} now @param {readonly object[]} cards that were revealed
 */
export const showsNoCard = ({ kind, phase }, cards) =>
  kind === "reveal" && (phase === "too_few" || !cards.length);

/**
 * Whether the writing of this stage has ended with too little to show, as too few wrote; a live wall
 * has shown some, or its desk reads what is shown even so.
 * @param {{get: (path: "now" | "workshop") => any}} room any view's
 * @returns {boolean}
 */
export function wentBack(room) {
  const now = room.get("now");
  const over = now?.kind === "write" && !now.collecting && !room.get("workshop")?.live_wall;
  return Boolean(over && now.given_back.includes(now.round));
}

/**
 * Whether the room reads a live wall on which nobody writes any more.
 * @param {{get: (path: "now" | "workshop" | "order") => any}} room any view's
 * @returns {boolean}
 */
export function readsWall(room) {
  const now = room.get("now");
  const over = now?.kind === "write" && !now.collecting;
  return Boolean(over && room.get("workshop")?.live_wall && room.get("order"));
}

/**
 * The lessons that stand on the list. The desk also holds what was merged or left out.
 * @param {Room} room @returns {Lesson[]}
 */
export function lessons(room) {
  const all = /** @type {(Lesson & {parent?: string, left_out?: boolean})[]} */ (
    room.list("lessons")
  );
  return all.filter((lesson) => !lesson.parent && !lesson.left_out);
}

/**
 * The lessons on the ballot, in the places they keep while voting, sorted once it has ended.
 * @param {Room} room @returns {Lesson[]}
 */
export function ballotLessons(room) {
  const byId = new Map(lessons(room).map((lesson) => [lesson.id, lesson]));
  const rows = (room.get("ballot")?.lessons ?? []).flatMap((id) => byId.get(id) ?? []);
  return room.get("now")?.phase === "ended" ? rows.sort((a, b) => a.rank - b.rank) : rows;
}

/** The lessons that the room takes along, first places first. @param {Room} room @returns {Lesson[]} */
export function chosenLessons(room) {
  return lessons(room).filter((lesson) => lesson.chosen).sort((a, b) => a.rank - b.rank);
}

/**
 * The commitment on show for a lesson.
 * @param {Room} room @param {string} lesson @returns {Commitment | undefined}
 */
export function commitmentFor(room, lesson) {
  return room.list("commitments").find((one) => one.lesson === lesson);
}
