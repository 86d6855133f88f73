/** What became of a commitment of an earlier workshop, as every view says it. */
import { t } from "../../core/words.js";

/** @type {Record<Outcome, () => string>} */
const WORDS = {
  "": () => t("Not talked about yet"),
  kept: () => t("Kept"),
  changed: () => t("Changed"),
  dropped: () => t("Let go"),
  not_come_up: () => t("It has not come up"),
};

/** Whether the plan of a kept commitment fitted, in the order in which the desk asks. */
export const FITS = /** @type {const} */ (["yes", "partly", "no"]);

/** @type {Record<Exclude<Carried["fit"], "">, () => string>} */
const FIT_WORDS = {
  yes: () => t("The plan fitted."),
  partly: () => t("The plan fitted partly."),
  no: () => t("The plan did not fit."),
};

/** @param {Carried["fit"]} fit */
export const fitWords = (fit) => (fit ? FIT_WORDS[fit]() : "");

/** What can become of a commitment, in the order in which the desk asks. */
export const OUTCOMES = /** @type {Exclude<Outcome, "">[]} */ (Object.keys(WORDS).filter(Boolean));

/** @param {Outcome} outcome */
export const outcomeWords = (outcome) => WORDS[outcome]();

/**
 * Whether a commitment's owner is named beside what became of it: where it holds. That something was
 * let go, or was not talked about, is nobody's mark.
 * @param {Pick<Carried, "outcome">} one
 */
export const namesOwner = ({ outcome }) => outcome === "kept" || outcome === "changed";

/** Whether something came of it: it was kept, goes on changed, or taught something. @param {Carried} one */
export const livesOn = ({ outcome, learned }) =>
  outcome === "kept" || outcome === "changed" || learned !== "";

/** A commitment in the words that it has now. @param {Carried} one @returns {Carried} */
export const asItIsNow = (one) => ({ ...one, will: one.will_now, by: one.by_now });

/**
 * The commitment that is on show alone; undefined while all are, and where there is none.
 * @param {readonly Carried[]} all @param {number} step
 */
export const onShow = (all, step) => (all.length === 1 ? all[0] : all[step - 1]);
