/** What the desk may still pick among the offers. */
import { tn } from "../../core/words.js";

/**
 * Whether anything has to be picked, in words; "" before the first offer.
 * @param {Commitment[][]} all
 */
export function whatToPick(all) {
  const open = all.filter((offers) => offers.length > 1 && !offers.some((one) => one.picked));
  if (!open.length) return "";
  return tn("{n} lesson has several offers: pick the one for the room’s screen. All are kept.",
    "{n} lessons have several offers: pick the ones for the room’s screen. All are kept.", open.length);
}

/**
 * Whether there is anything to pick from; what was picked can always be let go.
 * @param {readonly Commitment[]} all that are shown for a lesson @param {boolean} [picked] whether it is
 */
export const canBePicked = (all, picked = false) => picked || all.length > 1;
