/** What the desk may still pick among the offers. */
import { t, tn } from "../../core/words.js";

/**
 * Whether anything has to be picked, in words; "" before the first offer.
 * @param {Commitment[][]} all
 */
export function whatToPick(all) {
  const open = all.filter((offers) => offers.length > 1 && !offers.some((one) => one.picked));
  if (!all.some((offers) => offers.length)) return "";
  if (!open.length) {
    return t("You need not pick: the room sees an offer for each lesson that has one.");
  }
  return tn(
    "{n} lesson has several offers: pick one. Until then the room sees one of them.",
    "{n} lessons have several offers: pick one for each. Until then the room sees one of each.",
    open.length,
  );
}

/**
 * Whether there is anything to pick from; what was picked can always be let go.
 * @param {readonly Commitment[]} all that are shown for a lesson @param {boolean} [picked] whether it is
 */
export const canBePicked = (all, picked = false) => picked || all.length > 1;
