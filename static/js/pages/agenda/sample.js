/** A made-up workshop, far enough to see what a stage of an agenda looks like in every view. */
/**
 * @import {
 *   Ballot, Card, Carried, Commitment, Entries, Finish, GroundRules, Leader, Lesson, Lists, Now, Stage,
 *   StageKind, Story, Wifi, Workshop
 * } from "../../protocol.js"
 */
import { nothing } from "../../core/device.js";
import { below } from "../../core/reducer.js";
import { language, t } from "../../core/words.js";
import { CARDS_EACH, PER_LESSON, VOTES_EACH } from "../../rules/for-phones.js";

/**
 * A stage as the form has it, with what it is set to.
 * @typedef {Stage & {cue: string, settings: Record<string, string>}} Shaped
 */
/**
 * What a workshop has already, in place of the sample's.
 * @typedef {{workshop?: Partial<Workshop>, leader?: Leader, wifi?: Wifi}} Known
 */

const HERE = 14;

/**
 * A room that stands at one stage of an agenda, and in which nothing can be done.
 * @param {readonly Shaped[]} stages @param {number} position @param {Story} story @param {Known} [known]
 * @returns {Room<Entries, Lists>}
 */
export function sampleRoom(stages, position, story, known = {}) {
  const entries = sampleEntries(stages, position, story, known);
  const left = 60 * (stages[position]?.minutes ?? 0);
  const room = {
    entries,
    device: { kept: { ...nothing(), taps: { joined: true } }, lasting: true, change: () => {} },
    /** @param {string} path */
    get: (path) => /** @type {Record<string, unknown>} */ (entries)[path],
    /** @param {string} prefix */
    list: (prefix) => below(entries, prefix),
    tick: { here: HERE, done: "some" },
    clock: { remaining: () => left, now: () => 0, until: () => left },
    connected: "connected",
    waiting: 0,
    subscribe: () => () => {},
  };
  return /** @type {Room<Entries, Lists>} */ (/** @type {unknown} */ (room));
}

/**
 * @param {readonly Shaped[]} stages @param {number} position @param {Story} story @param {Known} known
 * @returns {Entries}
 */
function sampleEntries(stages, position, story, known) {
  const stage = stages[position];
  const kind = stage?.kind ?? "arrive";
  const live = known.workshop?.live_wall ?? stages.some((one) => one.settings.cards === "live");
  return {
    workshop: { ...workshop(live), ...known.workshop },
    ...(known.wifi ? { wifi: known.wifi } : {}),
    agenda: { stages: stages.map((one) => naming(one, story)) },
    now: { ...now(kind, position, stage), ...(greets(kind, stages) ? { steps: 2 } : {}) },
    rules: rules(),
    story,
    story_been: { amount: "several" },
    leader: known.leader ?? { name: t("Ada"), text: "", language: language() },
    ...(kind === "reveal" || kind === "ask_how" || (kind === "write" && live) ? cards() : {}),
    ...lessons(kind),
    ...(kind === "vote" ? { ballot: ballot(stage) } : {}),
    ...(kind === "commit" ? commitment() : {}),
    ...(kind === "follow_up" ? carried() : {}),
    ...(kind === "finish" ? { finish: finish() } : {}),
  };
}

/** The question that names the teller. @param {Shaped} stage @param {Story} story */
const naming = (stage, { told_by: { name } }) =>
  ({ ...stage, prompt: stage.prompt.replace("{name}", name || t("the teller")), teller: name });

/** @param {StageKind} kind @param {readonly Shaped[]} stages */
const greets = (kind, stages) =>
  kind === "arrive" && !stages.some((one) => one.kind === "ground_rules");

/** @param {boolean} live @returns {Workshop} */
function workshop(live) {
  return {
    id: "sample", title: t("What we learn from it"), team: t("Our team"), language: language(),
    trial: false, rehearsal: false, remote: false, hybrid: false, code: "K7M4TQ",
    address: "192.168.1.20:8000", join_url: "", join_qr: [], free_at: "", support: "",
    reporting: "", door_closed: false, live_wall: live, votes_hidden: false, pulse: "", beat: 0, silent: false, meets: "",
  };
}

/** @param {StageKind} kind @param {number} position @param {Shaped | undefined} stage @returns {Now} */
function now(kind, position, stage) {
  const pageSize = Number(stage?.settings.page_size) || 1;
  return {
    turn: 1, position, kind, phase: "open", step: kind === "reveal" ? 1 : 0, steps: 1,
    page_size: pageSize, paused: false, ends_at: 1, left: 60 * (stage?.minutes ?? 0),
    covered: false, round: 1, collecting: true, can_open_again: false, few: false,
    last_call_ends_at: null, going_to: "", given_back: [], cards_each: Number(stage?.settings.cards_each) || CARDS_EACH, asks_if_few: true, adding: true, adding_closes: null,
    about: kind === "ask_how" ? 1 : 0, question: 0, groups: kind === "talk" ? "pairs" : "",
    second_half: kind === "talk" ? 30 * (stage?.minutes ?? 0) : 0,
  };
}

/** @returns {GroundRules} */
function rules() {
  return {
    purpose: t("We are here to learn from what went wrong, without anyone losing face."),
    rules: [t("We do not guess who wrote what."), t("Ask how, not why."), t("You may pass.")],
    scope: t("Failures at work that are behind you."),
    policy: "",
    built_in: [],
  };
}

/** @param {number} n @param {string} happened @returns {Card} */
const card = (n, happened, learned = "") => ({
  n, happened, learned, language: language(), sensitive: false, off: false, been_there: "none",
});

/** @returns {Entries} */
const cards = () => ({
  "cards/1": card(
    1, t("I sent the wrong file to everyone and only noticed an hour later."), sentences()[0],
  ),
  "cards/2": card(2, t("We tested with three people who all knew how it worked.")),
  "cards/3": card(3, t("I agreed to a date I did not believe in.")),
  order: { cards: [1, 2, 3], known: [] },
});

const sentences = () => [
  t("Check the file once more, starting from the end."),
  t("Ask someone who has not seen it before."),
  t("Give the date you believe in."),
];

/** @param {StageKind} kind @returns {Entries} */
function lessons(kind) {
  if (!["lessons", "vote", "commit", "finish"].includes(kind)) return {};
  const all = sentences().map((text, i) => [`lessons/${i}`, lesson(text, i, kind)]);
  return /** @type {Entries} */ (Object.fromEntries(all));
}

/** @param {string} text @param {number} i @param {StageKind} kind @returns {Lesson} */
const lesson = (text, i, kind) => ({
  id: String(i), text, also: [], language: language(), votes: null, tied: false, rank: i + 1,
  chosen: kind === "commit", run_off: null,
});

/** @param {Shaped | undefined} stage @returns {Ballot} */
function ballot(stage) {
  return {
    budget: Number(stage?.settings.votes_each) || VOTES_EACH, per_lesson: PER_LESSON, turnout: "", complete: null,
    devices: 9, voted: 0, scale: 10, bars: false, lessons: ["0", "1", "2"], cut_tie: [], struck: 0,
    needed: 4, too_few: "", drawn: [],
  };
}

const promised = () => ({
  when: t("a file goes to everyone"),
  will: t("have a second person open it"),
  who: /** @type {const} */ ("I"),
});

/** @returns {Entries} */
function commitment() {
  /** @type {Commitment} */
  const open = {
    id: "1", lesson: "0", ...promised(), owner: "", by: "", language: language(), picked: true,
  };
  return { "commitments/1": open };
}

/** @returns {Entries} */
function carried() {
  /** @type {Carried} */
  const one = {
    n: 1, lesson: sentences()[0] ?? "", ...promised(), owner: t("Ada"), by: "", made: "2027-03-03",
    language: language(), outcome: "", will_now: "", by_now: "", learned: "", fit: "",
  };
  return { "carried/1": one };
}

/** @returns {Finish} */
function finish() {
  return {
    sealed: false, worth: null, use: null, summary: "", lessons: sentences(),
    commitments: [{ lesson: 0, ...promised(), owner: "", by: "", language: language() }],
    open_until: 0, date: "2027-03-03", meets: "", letters: [], on_laptop: true, stories: [],
  };
}
