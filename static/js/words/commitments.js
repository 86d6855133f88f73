import { t } from "../core/words.js";

/** @import { Commitment } from "../protocol.js" */

/**
 * A commitment as one sentence.
 * @param {Pick<Commitment, "when" | "will" | "who">} commitment
 * @returns {string}
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
  const [first, second] = ["\u0001", "\u0002"];
  const places = { when: first, will: second };
  const sentence = who === "we"
    ? t("If {when}, we will {will}.", places)
    : t("If {when}, I will {will}.", places);
  const own = new Map([[first, bare(when)], [second, bare(will)]]);
  const parts = sentence.split(/([\u0001\u0002])/u);
  return parts.map((part) => ({ text: own.get(part) ?? part, own: own.has(part) }));
}

/** @param {string} text without the mark that the sentence around it brings */
function bare(text) {
  return text.trim().replace(/[.,;…\s]+$/u, "");
}
