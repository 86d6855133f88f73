/** @import { Words } from "./device.js" */
import { TOLD, letterOf, unsureOf } from "./kept-names.js";

/**
 * @typedef {Finish["letters"][number]} Place of the story whose teller is written to
 * @typedef {"gone" | "unsure" | "back" | "unsent"} Outcome
 * @typedef {{ outcome: Outcome, texts: string[] }} Ended
 */

/**
 * What became of the letters of this device, of those on their way at the end, and of those that were
 * not sent. `went` are the places whose letters the facilitator can read.
 * @param {Words} words @param {Finish["letters"]} went @returns {Ended[]}
 */
export const endedLetters = (words, went) =>
  TOLD.flatMap((to) => ended(words, to, went.includes(to)));

/** All but letters. @param {Words} words @returns {Words} */
export const withoutLetters = ({ taps, drafts, outbox, ...rest }) => ({
  ...rest,
  taps: withoutThem(taps),
  drafts: withoutThem(drafts),
  outbox: outbox.filter(({ command }) => command.type !== "write_letter"),
});

/** @template T @param {Readonly<Record<string, T>>} named */
const withoutThem = (named) =>
  Object.fromEntries(Object.entries(named).filter(([name]) => !name.startsWith("letter/")));

/**
 * A letter without an answer, or refused when all was over, may have come all the same.
 * @param {Words} words @param {Place} to @param {boolean} went @returns {Ended[]}
 */
function ended({ taps, drafts, outbox }, to, went) {
  const waiting = outbox.flatMap(({ command, before }) =>
    command.type === "write_letter" && command.to === to ? [{ text: command.text, before }] : []);
  const doubted = taps[unsureOf(to)] ? [drafts[letterOf(to)]] : [];
  const arrived = waiting[0] ? waiting[0].before : taps[letterOf(to)];
  const sent = texts([arrived, ...waiting.map(({ text }) => text), ...doubted]);
  const unsent = texts([drafts[letterOf(to)]]).filter((text) => !sent.includes(text));
  const sure = !waiting.length && !taps[unsureOf(to)];
  const outcome = went ? (sure ? "gone" : "unsure") : "back";
  /** @type {Ended[]} */
  const both = [{ outcome, texts: sent }, { outcome: "unsent", texts: unsent }];
  return both.filter(({ texts }) => texts.length);
}

/** The texts among these, each once. @param {readonly unknown[]} found @returns {string[]} */
const texts = (found) => [
  ...new Set(found.flatMap((one) => (typeof one === "string" && one.trim() ? [one] : []))),
];
