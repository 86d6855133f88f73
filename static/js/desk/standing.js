/** Where the room is and what the vote left undecided. @param {Desk} desk */
export function standingOf({ now, agenda, room, desk, workshop }) {
  const ballot = room.get("ballot");
  const lessons = room.list("lessons");
  const again = ballot?.too_few === "run_off" || lessons.some((one) => one.tied && one.run_off !== null);
  return {
    now, agenda, skipped: desk.skipped, goes: desk.goes, wall: workshop.live_wall,
    tied: ballot?.cut_tie.length ?? 0,
    lot: again || (room.tick?.here ?? 0) < (ballot?.needed ?? 0),
    chosen: lessons.filter((lesson) => lesson.chosen).length,
    time: room.clock.now(),
  };
}
