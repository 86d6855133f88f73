/** @import { Loss, LossCode } from "../protocol.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Next } from "./next.js" */
import { t, tn } from "../core/words.js";
import { listed } from "../words/listed.js";
import { nameAt, placeOf } from "./names.js";

/**
 * What an act takes away and what stays, in sentences; "" where it takes nothing.
 * @param {Desk} desk @param {Pick<Next, "takes">} next
 */
export function lossWords(desk, { takes }) {
  const passed = takes.filter(({ what }) => what === "stage_passed");
  const others = takes.filter(({ what }) => what !== "stage_passed");
  const skips = passed.length ? [skipped(desk, passed)] : [];
  return [...skips, ...others.map(({ what, n }) => SENTENCES[what](n ?? 0, desk))].join(" ");
}

/** @param {Desk} desk @param {readonly Loss[]} passed */
function skipped({ agenda }, passed) {
  const stages = listed(passed.map(({ stage }) => nameAt(agenda, placeOf(agenda, stage))));
  return t("Skipped: {stages}. You can come back to it until you finish.", { stages });
}

/** @type {Record<LossCode, (n: number, desk: Desk) => string>} */
const SENTENCES = {
  cards_back: (_, desk) => [
    t("Fewer than three have taken part: it would be plain who wrote what."),
    desk.now.kind === "write"
      ? t("If you go on, the cards go back to their phones. You can also wait, and let people write.")
      : t("If you go on, the cards go back to their phones. You can also go back, and let people write."),
    t("Paper cards are not shown either; give them back as paper."),
  ].join(" "),
  cards_shown: (n) => n
    ? tn("{n} card is shown to the room. That cannot be undone.",
      "{n} cards are shown to the room. That cannot be undone.", n)
    : t("The cards are shown to the room. That cannot be undone."),
  cards_unread: (n) => n
    ? tn("{n} card that nobody has read is not shown. It goes back to its phone.",
      "{n} cards that nobody has read are not shown. They go back to their phones.", n)
    : t("Cards that nobody has read are not shown. They go back to their phones."),
  lessons_unread: (n) => tn("{n} lesson that you have not decided about goes back to its phone.",
    "{n} lessons that you have not decided about go back to their phones.", n),
  lessons_back: () => t("Lessons that groups have sent, if any, go back to their phones unread."),
  stage_passed: () => "",
  votes_end: () => t("Every vote that is placed counts. Nobody can move a vote afterwards."),
  votes_few: () => t("So few ballots would show whose they are."),
  votes_go: () => t("All votes go; voting begins anew."),
  ties_taken: (n) => tn("{n} lesson that ties for the last place is chosen, too.",
    "All {n} lessons that tie for the last place are chosen, too.", n),
  result_replaced: (n) => tn("The result goes, and voting begins anew: {n} lesson was chosen.",
    "The result goes, and voting begins anew: {n} lessons were chosen.", n),
  answers_replaced: () => t("The answers given so far go, and everyone is asked anew."),
  pulse_told: () => t("The totals are shown once, and every answer is erased."),
  cards_unshown: (n) => tn("{n} card that nobody was shown is erased.",
    "{n} cards that nobody was shown are erased.", n),
  cards_off: (n) => tn("{n} card that was taken off the screen is erased.",
    "{n} cards that were taken off the screen are erased.", n),
  lessons_left_out: (n) => tn("{n} lesson that was left out is erased.",
    "{n} lessons that were left out are erased.", n),
  offers_unkept: (n) => tn("{n} commitment that nobody picked or took on is erased.",
    "{n} commitments that nobody picked or took on are erased.", n),
  check_ins_waiting: (n) => tn("{n} person would still like a word with you.",
    "{n} people would still like a word with you.", n),
  rest_erased: (_, desk) => kept(desk),
};

/** What the summary has. @param {Desk} desk */
function kept({ room }) {
  const { lessons = [], commitments = [] } = room.get("finish") ?? {};
  const figures = {
    lessons: tn("{n} chosen lesson", "{n} chosen lessons", lessons.length),
    commitments: tn("{n} commitment", "{n} commitments", commitments.length),
  };
  return t("The summary keeps {lessons}, {commitments}, the list of lessons, and the cards whose " +
    "writers allowed it. Everything else is erased, in every copy.", figures);
}
