/** @import { Here } from "./here.js" */
/** @import { Sentences } from "./sent-back.js" */
import { t } from "../core/words.js";
import { commitmentSentence } from "../words/commitments.js";
import { sentBack } from "./sent-back.js";

/** What became of the offers of this device that nobody has let on. @param {Here} here */
export function aboutOffers(here) {
  const arrived = here.words.offers.filter(({ id }) => id);
  const mine = arrived.map((one) => ({ key: one.id, text: commitmentSentence(one) }));
  return sentBack(here, t("About one of your offers"), mine, SENTENCES);
}

/** What this device has offered for a lesson and the room does not see. @param {Here} here @param {string} lesson */
export function unseenOffers(here, lesson) {
  return here.kept.offers.filter((one) => (
    one.lesson === lesson && !(one.id && here.room.get(`commitments/${one.id}`))
  ));
}

/** @type {Sentences} */
const SENTENCES = {
  safe: () => t("We did not show this offer, to protect you: people could have recognised you."),
  name: () =>
    t("We did not show this offer because it names someone else. Here, people name only themselves."),
  care: () =>
    t("We did not show this offer because it deserves more care than this hour allows."),
  away: () =>
    t("We did not show this offer because it needs to be heard somewhere other than here."),
  late: () => t("There was no time to read this offer, so it was not shown. It stays with you."),
};
