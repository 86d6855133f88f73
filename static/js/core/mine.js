/** @import { AddLesson, Offer, WriteCard } from "../protocol.js" */
/** @import { Kept, MyCard } from "./device.js" */
/** @import { Item } from "./outbox.js" */
import { answerOf, counterOf, letterOf, offOf, ownOf, refusedOf, unsureOf } from "./kept-names.js";
import { newKey } from "./new-key.js";

/**
 * How many answers a device remembers, for another of its pages that waits for one: more than
 * anybody gets in a workshop, as a page that slept would otherwise send an old vote once more.
 */
const ANSWERS = 100;

/** Why a letter is refused that came too late. */
const OVER = new Set(["sealed", "too_late"]);

/**
 * What an absolute command sets, such as "vote/9/l4": a newer command of the same name makes an
 * older one needless. "" for a command that adds something.
 * @param {Command} command
 */
export function nameOf(command) {
  const { type } = command;
  if (type === "vote" || type === "paper_votes") {
    return `${type}/${command.round}/${command.lesson}`;
  }
  if (type === "been_there") return `been_there/${command.round}/${command.item}`;
  if (type === "answer") return `answer/${command.round}/${command.question}`;
  if (type === "answer_pulse") return `pulse/${command.at}`;
  if (type === "ask_off") return offOf(command.card);
  if (type === "check_in" || type === "withdraw_check_in") return "check_in";
  if (type === "write_letter") return letterOf(command.to);
  const once = ["nothing_to_add", "unclear", "done_voting", "keep_lessons"];
  return once.includes(type) && "round" in command ? `${type}/${command.round}` : "";
}

/** Under which name a device keeps that it has said "That's all from me". @param {number} round */
const doneOf = (round) => `done_voting/${round}`;

/** Where the words of a command were typed; "" for a command without words. @param {Command} command */
function placeOf(command) {
  if (command.type === "write_card") return command.about ? answerOf(command.about) : "write";
  if (command.type === "edit_card") return `card/${command.card}`;
  if (command.type === "add_lesson") return "lesson";
  if (command.type === "offer") return `offer/${command.lesson}`;
  if (command.type === "write_letter") return letterOf(command.to);
  return command.type === "check_in" ? "check_in" : "";
}

/**
 * Notes a command of this device as soon as it is given, whose words are no draft from then on;
 * returns what stood there before.
 * @param {Kept} kept @param {string} key @param {Command} command @returns {Item["before"]}
 */
export function note(kept, key, command) {
  const place = placeOf(command);
  if (isTyped(kept.drafts[place], command)) delete kept.drafts[place];
  delete kept.whys[place];
  if (command.type === "add_lesson") noteLesson(kept, key, command);
  if (command.type === "offer") noteOffer(kept, key, command);
  if (command.type === "write_card") {
    const others = kept.cards.filter((card) => card.key !== key);
    kept.cards = [...others, { key, ...textOf(command), state: "waiting" }];
    kept.keys = [...kept.keys.filter((each) => each !== key), key];
  }
  if (command.type === "edit_card") mark(kept, command.card, { state: "waiting" });
  if (command.type === "vote") return swapVotes(kept, command, command.votes);
  if (command.type === "answer") return swapTap(kept, command, command.choice);
  if (command.type === "answer_pulse") return swapTap(kept, command, command.answers.join(""));
  if (command.type === "check_in") return swapTap(kept, command, command.text || true);
  if (command.type === "withdraw_check_in") return swapTap(kept, command, false);
  if (command.type === "write_letter") return swapTap(kept, command, command.text || false);
  if (command.type === "nothing_to_add") return swapTap(kept, command, true);
  if (command.type === "ask_off") return swapTap(kept, command, true);
  if (command.type === "done_voting") return swapTap(kept, command, true);
  if (command.type === "keep_lessons") return swapTap(kept, command, command.lessons.join(" "));
  return "on" in command && nameOf(command) ? swapTap(kept, command, command.on) : undefined;
}

/**
 * Notes the server's answer; what was refused is taken back.
 * @param {Kept} kept @param {Item} item @param {Ok | Refused} answer
 */
export function settle(kept, item, answer) {
  const { key, command } = item;
  kept.answered = [...kept.answered, { key, answer }].slice(-ANSWERS);
  if ("refused" in answer && answer.refused === "out_of_date") {
    kept.number = Math.max(kept.number, Number(answer.about) || 0);
  }
  if ("refused" in answer) return takeBack(kept, item, answer);
  if (command.type === "vote") delete kept.taps[refusedOf(command.round)];
  if (command.type === "take") kept.taps[ownOf(command.commitment)] = oneLine(command.owner);
  if (command.type === "offer" && command.owner && answer.id) {
    kept.taps[ownOf(answer.id)] = oneLine(command.owner);
  }
  if (command.type === "offer") kept.offers = withId(kept.offers, key, answer.id ?? "");
  if (command.type === "write_card") arrived(kept, key, command);
  if (command.type === "write_letter") delete kept.taps[unsureOf(command.to)];
  if (command.type === "add_lesson")
    kept.lessons = kept.lessons.map((one) => (one.key === key ? { ...one, state: "arrived" } : one));
  if (command.type === "edit_card") {
    mark(kept, command.card, { ...textOf(command), state: "arrived" });
  }
  if (command.type === "withdraw_card") {
    kept.cards = kept.cards.filter((card) => card.key !== command.card);
  }
}

/**
 * A card has come, of which another tab may not have known while it typed: the card is kept all the
 * same, and what was typed is another one. Under the same key it would be taken for this one.
 * @param {Kept} kept @param {string} key @param {WriteCard} command
 */
function arrived(kept, key, command) {
  if (!kept.keys.includes(key)) note(kept, key, command);
  mark(kept, key, { state: "arrived" });
  const place = placeOf(command);
  const draft = JSON.parse(kept.drafts[place] ?? "{}");
  if (draft.key === key) kept.drafts[place] = JSON.stringify({ ...draft, key: newKey() });
}

/** As the server keeps a name. @param {string} name */
const oneLine = (name) => name.split(/\s+/u).filter(Boolean).join(" ");

/** @param {Kept} kept @param {Item} item @param {Refused} answer */
function takeBack(kept, { key, command, before }, answer) {
  kept.keys = kept.keys.filter((each) => each !== key);
  if (command.type === "write_card") mark(kept, key, { state: "refused", why: answer.refused });
  if (command.type === "edit_card") mark(kept, command.card, { state: "arrived" });
  if (command.type === "add_lesson") {
    countLessons(kept, command.round, -1);
    kept.lessons = kept.lessons.filter((one) => one.key !== key);
  }
  if (command.type === "offer") kept.offers = kept.offers.filter((one) => one.key !== key);
  draftAgain(kept, command, answer);
  if (command.type === "vote") noteRefused(kept, command.round, answer);
  if (command.type === "write_letter" && OVER.has(answer.refused)) {
    kept.taps[unsureOf(command.to)] = true;
  }
  const name = nameOf(command);
  const later = name && kept.outbox.find((item) => nameOf(item.command) === name);
  if (later) later.before = before;
  else if (command.type === "vote") swapVotes(kept, command, Number(before ?? 0));
  else if (name) swapTap(kept, command, before ?? false);
}

/**
 * Keeps why a vote was refused; that one came too late stays, whatever is refused after it.
 * @param {Kept} kept @param {number} round @param {Refused} answer
 */
function noteRefused({ taps }, round, { refused }) {
  const name = refusedOf(round);
  if (taps[name] !== "round_closed") taps[name] = refused;
}

/**
 * The words of what was refused, where they were typed, and why; below those that were begun since.
 * A card is kept as a card.
 * @param {Kept} kept @param {Command} command @param {Refused} answer
 */
function draftAgain({ drafts, whys }, command, answer) {
  const place = placeOf(command);
  if (place && command.type !== "write_card") whys[place] = answer;
  if (command.type === "edit_card") drafts[place] ??= JSON.stringify(wordsOf(command));
  if (command.type === "offer") drafts[drafts[place] ? `${place}/${newKey()}` : place] = offered(command);
  if (command.type === "add_lesson" || (command.type === "check_in" && command.text))
    drafts[place] = [drafts[place], command.text].filter(Boolean).join("\n");
  if (command.type === "write_letter" && command.text)
    drafts[place] = [drafts[place], command.text].filter(Boolean).join(" ");
}

/** @param {Offer} command */
function offered({ when, will, who, owner, by }) {
  return JSON.stringify({ when, will, who, owner, by });
}

/**
 * Whether a draft says what a command says: another page may have typed on since.
 * @param {string | undefined} draft @param {Command} command
 */
function isTyped(draft, command) {
  if (!draft) return false;
  if ("text" in command) return draft === command.text;
  const said = Object.entries(command);
  const typed = Object.entries(JSON.parse(draft)).filter(([name]) => name !== "key");
  return typed.every(([name, value]) => said.some(([key, one]) => key === name && one === value));
}

/** @param {Kept} kept @param {string} key @param {AddLesson} command */
function noteLesson(kept, key, { round, text }) {
  countLessons(kept, round, 1);
  const others = kept.lessons.filter((one) => one.key !== key);
  kept.lessons = [...others, { key, text, state: "waiting" }];
  kept.keys = [...kept.keys.filter((each) => each !== key), key];
}

/** @param {Kept} kept @param {string} key @param {Offer} command */
function noteOffer(kept, key, { lesson, when, will, who = "I", owner = "", by = "" }) {
  const others = kept.offers.filter((one) => one.key !== key);
  kept.offers = [...others, { key, id: "", lesson, when, will, who, owner, by }];
}

/**
 * What the server calls it; what was offered a second time is one offer.
 * @param {Kept["offers"]} offers @param {string} key @param {string} id
 */
function withId(offers, key, id) {
  const others = offers.filter((one) => one.key === key || one.id !== id);
  return others.map((one) => (one.key === key ? { ...one, id } : one));
}

/** @param {Kept} kept @param {number} round @param {1 | -1} by */
function countLessons({ taps }, round, by) {
  taps[counterOf(round)] = Number(taps[counterOf(round)] ?? 0) + by;
}

/** @param {Kept} kept @param {string} key @param {Partial<MyCard>} fields */
function mark(kept, key, fields) {
  kept.cards = kept.cards.map((card) => (card.key === key ? { ...card, ...fields } : card));
}

/** @param {Omit<WriteCard, "type">} command */
function textOf({ round, ...words }) {
  return { round, ...wordsOf(words) };
}

/** @param {{happened: string, learned?: string, may_stand?: boolean, show_few?: boolean, about?: number}} words */
function wordsOf({ happened, learned = "", may_stand = false, show_few = false, about = 0 }) {
  return { happened, learned, may_stand, show_few, ...(about ? { about } : {}) };
}

/** @param {Kept} kept @param {{round: number, lesson: string}} vote @param {number} votes */
function swapVotes(kept, { round, lesson }, votes) {
  const mine = (kept.votes[round] ??= {});
  // Said without a vote, "That's all from me" made no ballot: whoever votes after all says it again.
  if (votes && !Object.values(mine).some(Boolean)) delete kept.taps[doneOf(round)];
  const before = mine[lesson] ?? 0;
  mine[lesson] = votes;
  return before;
}

/** @param {Kept} kept @param {Command} command @param {boolean | string | number} value */
function swapTap(kept, command, value) {
  const name = nameOf(command);
  const before = kept.taps[name] ?? false;
  kept.taps[name] = value;
  return before;
}
