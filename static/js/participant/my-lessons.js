/** @import { Here } from "./here.js" */
/** @import { Sentences } from "./sent-back.js" */
import { t } from "../core/words.js";
import { sentBack } from "./sent-back.js";

/** What became of the lessons of this device that nobody has let on. @param {Here} here */
export function aboutLessons(here) {
  const mine = here.words.lessons.filter((one) => !isListedAfterAll(here, one));
  return sentBack(here, t("About one of your lessons"), mine, SENTENCES);
}

/** What was never let on, while the list has the same words: someone has said them aloud. */
const UNSHOWN = new Set(["back", "late", "anew"]);

/** @param {Here} here @param {{key: string, text: string}} lesson */
function isListedAfterAll({ room, words }, { key, text }) {
  return UNSHOWN.has(String(words.taps[`fate/${key}`]))
    && room.list("lessons").some((one) => one.text.trim() === text.trim());
}

/** @type {Sentences} */
const SENTENCES = {
  safe: () =>
    t("We kept this lesson off the list to protect you: people could have recognised you."),
  name: () =>
    t("We kept this lesson off the list because it names someone. The reason is the name, not what it teaches."),
  care: () =>
    t("We kept this lesson off the list because it deserves more care than this hour allows."),
  away: () =>
    t("We kept this lesson off the list because it needs to be heard somewhere other than here."),
  back: () => t("Too few for it to be shown; it stays with you."),
  late: () => t("There was no time to read this lesson, so it was not shown. It stays with you."),
  anew: () => t("A great many devices came at once, so what had been sent was cleared. This lesson stays with you; you can send it again or say it aloud."),
};
