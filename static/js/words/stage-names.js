// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
import { t } from "../core/words.js";

/** @type {Record<StageKind, () => string>} */
const NAMES = {
  arrive: () => t("Arrive"),
  ground_rules: () => t("Ground rules"),
  follow_up: () => t("Follow-up"),
  go_first: () => t("Leader’s story"),
  story: () => t("Story"),
  write: () => t("Write"),
  look_through: () => t("Look through"),
  reveal: () => t("Reveal"),
  ask_how: () => t("Ask how"),
  talk: () => t("Talk"),
  break: () => t("Break"),
  lessons: () => t("Lessons"),
  vote: () => t("Vote"),
  commit: () => t("Commit"),
  finish: () => t("Finish"),
};

/** The name of a kind of stage, where a stage has no name of its own. @param {StageKind} kind */
export const stageName = (kind) => NAMES[kind]();
