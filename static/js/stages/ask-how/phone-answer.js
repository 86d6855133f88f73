import { t } from "../../core/words.js";
import { field } from "../../participant/controls.js";
import { noticedIn } from "../../participant/hint-words.js";
import { prompted } from "../../participant/prompted.js";
import { draftAt, type } from "../../participant/writing.js";
import { ANSWER } from "../../rules/for-phones.js";

/**
 * The question and the one field below it.
 * @param {Here} here @param {string} card the key of the answer that is changed, "" for a new one
 */
export function answerField(here, card) {
  const { happened } = draftAt(here, card);
  return field({
    id: "happened",
    label: prompted(here, t("How can something like this happen? What makes it easy?")),
    placeholder: t("Answer from anything like it that you have seen, here or elsewhere."),
    role: "t-statement",
    text: happened,
    limit: ANSWER,
    said: true,
    held: true,
    type: (text) => type(here, card, { happened: text }),
    noticed: noticedIn(happened, here.language),
  });
}
