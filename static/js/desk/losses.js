/** @import { LossCode } from "../protocol.js" */
/** @import { Next } from "./next.js" */
import { t, tn } from "../core/words.js";
import { MANY } from "../rules/for-phones.js";
import { SENDS_CARDS } from "../rules/kinds.js";
import { enoughWords } from "../words/enough.js";
import { erasedWords, trialWords } from "../words/summary-keeps.js";
import { inASentence } from "../words/in-a-sentence.js";
import { nameAt, placeOf } from "./stage-at.js";

/**
 * What an act takes away and what stays, in sentences; "" where it takes nothing.
 * @param {Desk} desk @param {Pick<Next, "takes">} next
 */
export function lossWords(desk, { takes }) {
  const passed = takes.filter(({ what }) => what === "stage_passed");
  const others = takes.filter(({ what }) => what !== "stage_passed");
  const skips = passed.length ? [skipped(desk, passed)] : [];
  const said = (/** @type {Loss} */ { what, n }) =>
    ((desk.now.kind === "ask_how" && OF_ANSWERS[what]) || SENTENCES[what])(n ?? 0, desk);
  return [...skips, ...others.map(said)].join(" ");
}

/**
 * The same as figures on the button itself, "6 go back"; "" where a figure alone would not say it.
 * @param {Pick<Next, "takes">} next
 */
export function lossFigures({ takes }) {
  const passed = takes.filter(({ what }) => what === "stage_passed").length;
  const others = takes.filter(({ what }) => what !== "stage_passed");
  const said = others.map(({ what, n }) => (n ? FIGURES[what]?.(n) ?? "" : ""));
  if (passed) said.unshift(tn("{n} skipped", "{n} skipped", passed));
  return said.length <= MOST_FIGURES && said.every(Boolean) ? said.join(", ") : "";
}

/** So many losses are said as figures. */
const MOST_FIGURES = 2;
const goBack = (/** @type {number} */ n) => tn("{n} goes back", "{n} go back", n);
/** @type {Partial<Record<LossCode, (n: number) => string>>} */
const FIGURES = {
  cards_shown: (n) => tn("{n} shown", "{n} shown", n),
  cards_unread: (n) => tn("{n} unread goes back", "{n} unread go back", n),
  cards_unshown: goBack,
  lessons_unread: goBack,
  offers_unread: goBack,
  answers_erased: (n) => tn("{n} erased", "{n} erased", n),
};

/** Said of one writer and of none in the same words. */
export const notEnough = () =>
  `${t("Too few people wrote, so it would be easy to guess who wrote what.")} ${enoughWords()}`;

/**
 * Whether going to a stage gives cards back, as the desk is told once the last call is over.
 * @param {readonly Goes[]} goes @param {string} stage
 */
export const tooFewWrote = (goes, stage) =>
  goes.some(({ act, to, takes }) => act === "go" && to === stage && takes.some(({ what }) => what === "cards_back"));

/** @param {Desk} desk @param {readonly Loss[]} passed */
function skipped({ agenda }, passed) {
  const stages = inASentence(passed.map(({ stage }) => nameAt(agenda, placeOf(agenda, stage))));
  return tn("This skips {stages}. You can come back to it until you finish.",
    "This skips {stages}. You can come back to them until you finish.", passed.length, { stages });
}

/** @param {Desk} desk */
const hasAnswers = ({ agenda }) => agenda.stages.some(({ kind }) => kind === "ask_how");

/**
 * What becomes of answers where cards would wait.
 * @type {Partial<Record<LossCode, (n: number) => string>>}
 */
const OF_ANSWERS = {
  cards_back: () => `${notEnough()} ${t("If you continue, no answer is shown. They go back to the phones that sent them; those from paper are erased.")}`,
  cards_shown: (n) => tn("The room will see {n} answer. This cannot be undone.",
    "The room will see {n} answers. This cannot be undone.", n),
  cards_unread: (n) => tn("{n} answer goes back unread.",
    "{n} answers go back unread.", n),
  asked_off: (n) => tn("{n} answer stays on the list of lessons, although someone asked to take it off the screen.",
    "{n} answers stay on the list of lessons, although someone asked to take them off the screen.", n),
  cards_unshown: (n) => n
    ? tn("{n} answer that was not shown goes back.",
      "{n} answers that were not shown go back.", n)
    : t("Answers that were not shown go back."),
};

/** @type {Record<LossCode, (n: number, desk: Desk) => string>} */
const SENTENCES = {
  cards_back: (_, desk) => [
    notEnough(),
    t("If you continue, the cards go back to the phones that sent them. Only paper cards and those " +
      "whose writers chose “show mine” are shown."),
    !SENDS_CARDS.includes(desk.now.kind) ? t("You can also go back and let people write.")
      : desk.desk.can_last_longer ? t("You can also add one minute and let people write.") : "",
  ].join(" ").trim(),
  cards_shown: (n) => {
    if (!n) return t("The room will see the cards. This cannot be undone.");
    return n > 1 && n <= MANY
      ? t("The room will see {n} cards, first as a wall. This cannot be undone.", { n })
      : tn("The room will see {n} card. This cannot be undone.",
        "The room will see {n} cards. This cannot be undone.", n);
  },
  cards_unread: (n) => n
    ? tn("{n} card goes back unread.",
      "{n} cards go back unread.", n)
    : t("Unread cards go back."),
  lessons_unread: (n) => tn("{n} undecided lesson goes back to the phone that sent it.",
    "{n} undecided lessons go back to the phones that sent them.", n),
  lessons_back: (_, desk) => desk.now.kind === "lessons"
    ? t("If too few people added a lesson, it goes back unread. Ask aloud first whether a lesson is missing.")
    : t("Any lessons that you have not seen go back to the phones that sent them."),
  offers_unread: (n) => tn("{n} undecided offer goes back to the phone that sent it.",
    "{n} undecided offers go back to the phones that sent them.", n),
  stage_passed: () => "",
  votes_end: () => t("Every vote placed counts. Nobody can move a vote unless you reopen the voting."),
  votes_too_few: (_, { room }) => t("Fewer than {needed} people have voted. There is no new result, and the votes placed are erased.",
    { needed: room.get("ballot")?.needed ?? 0 }),
  votes_as_before: (_, { room }) => t("If fewer than {needed} people vote differently this time, the earlier result is kept, and the votes placed are erased.",
    { needed: room.get("ballot")?.needed ?? 0 }),
  votes_go: () => t("All votes are erased, and voting starts again."),
  ties_taken: (n) => n === 2 ? t("Both lessons tied for the last place are chosen, too.") : tn("{n} lesson tied for the last place is chosen, too.",
    "All {n} lessons tied for the last place are chosen, too.", n),
  ties_left: (n) => n
    ? tn("{n} lesson tied for the last place is not chosen.",
      "None of the {n} lessons tied for the last place is chosen.", n)
    : t("Lessons tied for the last place are not chosen."),
  result_replaced: (n) => tn("Voting starts again. The result, {n} chosen lesson, is erased once enough people have voted differently.",
    "Voting starts again. The result, {n} chosen lessons, is erased once enough people have voted differently.", n),
  result_gone: () => t("The earlier result is erased, too."),
  answers_replaced: () => t("The answers so far are erased, and everyone is asked again."),
  answers_few: () => t("If too few people answered, their answers are not counted: others could guess whose they are."),
  pulse_told: () => t("The pulse ends. If enough people answered, you see the totals. Individual answers are erased."),
  cards_unshown: (n) => n
    ? tn("{n} card that was not shown goes back.",
      "{n} cards that were not shown go back.", n)
    : t("Cards that were not shown go back."),
  answers_erased: (n) => tn("{n} answer that is not on the list of lessons is erased.",
    "{n} answers that are not on the list of lessons are erased.", n),
  cards_aside: (n, desk) => hasAnswers(desk)
    ? tn("{n} card or answer that you set aside is erased.",
      "{n} cards or answers that you set aside are erased.", n)
    : tn("{n} card that you set aside is erased.", "{n} cards that you set aside are erased.", n),
  cards_off: (n) => tn("{n} card that was taken off the screen is erased.",
    "{n} cards that were taken off the screen are erased.", n),
  lessons_left_out: (n) => tn("{n} lesson that was left out is erased.",
    "{n} lessons that were left out are erased.", n),
  offers_unkept: (n) => tn("{n} commitment that nobody picked or took on is erased.",
    "{n} commitments that nobody picked or took on are erased.", n),
  asked_off: (n) => tn("{n} card is kept, although someone asked to take it off the screen.",
    "{n} cards are kept, although someone asked to take them off the screen.", n),
  check_ins_waiting: (n) => tn("{n} person would still like a word with you.",
    "{n} people would still like a word with you.", n),
  rest_erased: (_, { room, several }) => [erasedWords(!several), trialWords(room.get("workshop"))].join(" ").trim(),
};
