/** @import { Command, Ok, Refused, WriteCard } from "../protocol.js" */
/** @import { Kept, MyCard } from "./device.js" */
/** @import { Item } from "./outbox.js" */

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
  if (type === "check_in" || type === "withdraw_check_in") return "check_in";
  return type === "done" || type === "unclear" ? `${type}/${command.round}` : "";
}

/**
 * Notes a command of this device as soon as it is given; returns what stood there before.
 * @param {Kept} kept @param {string} key @param {Command} command
 * @returns {Item["before"]}
 */
export function note(kept, key, command) {
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
  return "on" in command && nameOf(command) ? swapTap(kept, command, command.on) : undefined;
}

/**
 * Notes the server's answer; what was refused is taken back.
 * @param {Kept} kept @param {Item} item @param {Ok | Refused} answer
 */
export function settle(kept, item, answer) {
  const { key, command } = item;
  if ("refused" in answer) return takeBack(kept, item, answer);
  if (command.type === "write_card") mark(kept, key, { state: "arrived" });
  if (command.type === "edit_card") {
    mark(kept, command.card, { ...textOf(command), state: "arrived" });
  }
  if (command.type === "withdraw_card") {
    kept.cards = kept.cards.filter((card) => card.key !== command.card);
  }
}

/** @param {Kept} kept @param {Item} item @param {Refused} answer */
function takeBack(kept, { key, command, before }, answer) {
  kept.keys = kept.keys.filter((each) => each !== key);
  if (command.type === "write_card") mark(kept, key, { state: "refused", why: answer.refused });
  if (command.type === "edit_card") mark(kept, command.card, { state: "arrived" });
  const name = nameOf(command);
  const later = name && kept.outbox.find((item) => nameOf(item.command) === name);
  if (later) later.before = before;
  else if (command.type === "vote") swapVotes(kept, command, Number(before ?? 0));
  else if (name) swapTap(kept, command, before ?? false);
}

/** @param {Kept} kept @param {string} key @param {Partial<MyCard>} fields */
function mark(kept, key, fields) {
  kept.cards = kept.cards.map((card) => (card.key === key ? { ...card, ...fields } : card));
}

/** @param {Omit<WriteCard, "type">} command */
function textOf({ round, happened, learned = "", may_stand = false }) {
  return { round, happened, learned, may_stand };
}

/** @param {Kept} kept @param {{round: number, lesson: string}} vote @param {number} votes */
function swapVotes(kept, { round, lesson }, votes) {
  const mine = (kept.votes[round] ??= {});
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
