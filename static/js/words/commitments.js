import { t } from "../core/words.js";

/**
 * A commitment as one sentence.
 * @param {Pick<Commitment, "when" | "will" | "who">} commitment @returns {string}
 */
export function commitmentSentence(commitment) {
  return commitmentParts(commitment).map(({ text }) => text).join("");
}

/**
 * The same in its parts, so that what a person wrote can keep its own language and direction in a
 * sentence of another one.
 * @param {Pick<Commitment, "when" | "will" | "who">} commitment
 * @returns {{text: string, own: boolean}[]} own: a person's words, not ours
 */
export function commitmentParts({ when, will, who }) {
  const own = new Map([[WHEN, bare(when)], [WILL, bare(will)]]);
  return frame(who).map((part) => ({ text: own.get(part) ?? part, own: own.has(part) }));
}

/**
 * What a person wrote for the sentence, without the words of the sentence itself: who reads "If ___"
 * on the room's screen types the "If" as well.
 * @template {Pick<Commitment, "when" | "will" | "who">} Words
 * @param {Words} words @returns {Words}
 */
export function unframed(words) {
  const parts = frame(words.who);
  const before = (/** @type {string} */ place) => parts[parts.indexOf(place) - 1] ?? "";
  return {
    ...words, when: after(before(WHEN), words.when), will: after(before(WILL), words.will),
  };
}

const [WHEN, WILL] = ["\u0001", "\u0002"];

/** The sentence in its parts, with marks for what a person writes. @param {Commitment["who"]} who */
function frame(who) {
  const places = { when: WHEN, will: WILL };
  const sentence = who === "we"
    ? t("If {when}, we will {will}.", places)
    : t("If {when}, I will {will}.", places);
  return sentence.split(/([\u0001\u0002])/u);
}

/** @param {string} opening @param {string} text */
function after(opening, text) {
  const words = opening.replace(/^[\s,،;.]+/u, "").toLocaleLowerCase();
  const typed = text.trim();
  const repeats = words.trim() && typed.toLocaleLowerCase().startsWith(words);
  return repeats ? typed.slice(words.length).trim() : text;
}

/** @param {string} text without the mark that the sentence around it brings */
function bare(text) {
  return text.trim().replace(/[.,;…\s]+$/u, "");
}
