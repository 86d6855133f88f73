import { askable } from "../stages/ask-how/desk-askable.js";
import { onBallot } from "./lesson-order.js";
import { BALLOT } from "../rules/for-phones.js";
import { Picked } from "../stages/ask-how/desk-picked.js";

/** The card that is picked and was not asked about yet; 0 for none. @param {Desk} own */
function pickOf(own) {
  const { card } = own.atStage(Picked);
  const picks = own.now.phase === "picking" || own.now.phase === "showing";
  return picks && !own.desk.asked_about.includes(card) ? card : 0;
}

/** Where the room is, and what the vote left undecided. @param {Desk} own */
export function standingOf(own) {
  const { now, agenda, room, desk, workshop } = own;
  const ballot = room.get("ballot");
  const lessons = room.list("lessons");
  const again = ballot?.too_few === "run_off" || lessons.some((one) => one.tied && one.run_off !== null);
  return {
    now, agenda, skipped: desk.skipped, goes: desk.goes, wall: workshop.live_wall,
    tied: ballot?.cut_tie.length ?? 0,
    lot: again || (room.tick?.here ?? 0) < (ballot?.needed ?? 0),
    pick: now.kind === "ask_how" ? pickOf(own) : 0,
    over: Math.max(0, onBallot(own) - BALLOT),
    askable: now.kind === "ask_how" && askable(own).length > 0,
    chosen: lessons.filter((lesson) => lesson.chosen).length,
    time: room.clock.now(),
  };
}
