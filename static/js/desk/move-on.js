import { t, tn } from "../core/words.js";
import { SENDS_CARDS } from "../rules/kinds.js";
import { votes } from "./next.js";
import { shownCards } from "./reveal-cards.js";

/**
 * That it is time to go on, as a calm sentence; "" while it is not. It counts nobody down.
 * @param {Desk} desk
 */
export function moveOnWords(desk) {
  return readyWords(desk) || (isOver(desk) ? t("Time is up. Move on when you are ready.") : "");
}

/** What the stage was for has happened. @param {Desk} desk */
function readyWords(desk) {
  const { now } = desk;
  if (SENDS_CARDS.includes(now.kind) && now.phase === "open" && now.collecting) return written(desk);
  if (votes(now)) return voted(desk);
  if (now.kind === "commit") return offered(desk);
  return now.kind === "reveal" && now.step > 0 ? shown(desk) : "";
}

class LastOnes {
  /** Since when nearly all have taken part; null while they have not. @type {number | null} */
  since = null;
}

/** Seconds that the last ones have, once nearly all have taken part. */
const HALF_A_MINUTE = 30;

/**
 * Since when nearly all have taken part, by the server's time; null while they have not.
 * @param {number | null} since @param {Tick} tick
 */
export function nearlyAllSince(since, { took_part: share, time }) {
  return share === "nearly_all" ? since ?? time : null;
}

/** @param {Desk} desk */
function written(desk) {
  const { tick } = desk.room;
  if (!tick) return "";
  const last = desk.atStage(LastOnes);
  last.since = nearlyAllSince(last.since, tick);
  if (last.since === null) return "";
  const waited = tick.time - last.since >= HALF_A_MINUTE;
  if (waited) return t("All or nearly all have taken part. Move on now.");
  return t("All or nearly all have taken part. Wait half a minute, then move on.");
}

/** @param {Desk} desk */
function voted({ room }) {
  if (room.get("ballot")?.turnout !== "all") return "";
  return t("Everyone has placed their votes. You can end the voting.");
}

/** What somebody still writes, no desk knows. @param {Desk} desk */
function offered({ room }) {
  const chosen = room.list("lessons").filter((lesson) => lesson.chosen);
  const has = (/** @type {{id: string}} */ { id }) => (
    room.list("commitments").some(({ lesson }) => lesson === id)
  );
  const unread = room.list("offers").some(({ aside }) => !aside);
  if (unread || !chosen.length || !chosen.every(has)) return "";
  return t("Each lesson has an offer. Ask who is still writing; if nobody is, continue.");
}

/** @param {Desk} desk */
function shown(desk) {
  const { asked, paged, unseen } = shownCards(desk);
  if (asked.length) {
    return tn("Someone asked to take a card off the screen. Decide about that first.",
      "There are requests to take {n} cards off the screen. Decide about them first.", asked.length);
  }
  return paged.length && !unseen.length ? t("All cards have been shown. You can move on.") : "";
}

/** @param {Desk} desk */
function isOver({ now, left }) {
  return now.phase !== "last_call" && !now.paused && now.ends_at !== null && left <= 0;
}
