/** The answer of an invitation that was saved as a file, as the desk reads it. */

import { nearness } from "./tell-limits.js";

const KINDS = ["context", "happened", "turn", "now"];
const FEWEST = 2;
/** The two fields of each naming: what it leaves out is not in the answer. @type {Record<string, string[]>} */
const NAMED = { named: ["name", "work"], first_name: ["first", "trade"], unnamed: [] };

/** @typedef {{name: string, page: string}} Fault  name: which one; page: where it can be mended */

/** As the desk counts it: in one line, composed. @param {FormData} given @param {string} name */
const textOf = (given, name) => String(given.get(name ?? "") ?? "").trim().replace(/\s+/gu, " ").normalize("NFC");

/**
 * All for which the desk would refuse the answer.
 * @param {FormData} given @param {Record<string, number>} limits
 * @returns {Fault[]}
 */
export function faultsOf(given, limits) {
  const told = KINDS.filter((name) => textOf(given, name));
  const empty = KINDS.find((name) => !told.includes(name)) ?? "";
  const naming = textOf(given, "naming");
  const [name = ""] = NAMED[naming] ?? [];
  /** @type {[boolean, string, string][]} */
  const checks = [
    [told.length < FEWEST, "steps", empty],
    ...["lesson", "title"].map((one) => /** @type {[boolean, string, string]} */ (
      [!textOf(given, one), one, one])),
    ...Object.entries(limits).map(([one, limit]) => /** @type {[boolean, string, string]} */ (
      [nearness(textOf(given, one), limit) === "over", "long", one])),
    [!textOf(given, "reach"), "reach", "reach"],
    [!(naming in NAMED), "naming", "naming"],
    [name !== "" && !textOf(given, name), "name", "naming"],
  ];
  return checks.filter(([fault]) => fault).map(([, one, page]) => ({ name: one, page }));
}

/**
 * The answer, with no more of its teller than they have chosen.
 * @param {FormData} given @param {DOMStringMap} invitation @param {string} day
 */
export function answerOf(given, invitation, day) {
  const naming = textOf(given, "naming");
  const [name = "", work = ""] = NAMED[naming] ?? [];
  const steps = KINDS.map((kind) => ({ kind, text: textOf(given, kind) })).filter(({ text }) => text);
  return {
    format: "failure-workshop-answer",
    version: 1,
    contribution: invitation.draft,
    code: invitation.code,
    terms: invitation.terms,
    day,
    story: {
      title: textOf(given, "title"),
      lesson: textOf(given, "lesson"),
      language: textOf(given, "language"),
      steps,
    },
    naming,
    ...(name ? { name: textOf(given, name), work: textOf(given, work) } : {}),
    reach: textOf(given, "reach"),
    packs: given.get("packs") === "yes",
  };
}
