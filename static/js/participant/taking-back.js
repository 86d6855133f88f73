/** @import { MyCard } from "../core/device.js" */
/** @import { Now } from "../protocol.js" */
/** @import { Here } from "./here.js" */
import { newKey } from "../core/new-key.js";
import { t } from "../core/words.js";

/** Whether the desk has cleared what this stage had collected, and it begins anew. @param {Here} here */
export const isCleared = ({ now }) => now.collecting && clearedOf(now).includes(now.round - 1);

/**
 * The rounds that were cleared. A server of a version before, during an upgrade, does not say it.
 * @param {Partial<Pick<Now, "cleared">>} now
 */
export const clearedOf = ({ cleared = [] }) => cleared;

/**
 * Takes the cards of this device that were cleared into the round that has begun: the first is in
 * the form again, to be sent with one press, unless another one has been begun; the others wait.
 * @param {Here} here
 */
export function takeBackCleared(here) {
  const { kind, round, cleared } = here.now;
  if (kind !== "write" || !isCleared(here)) return;
  const isBack = (/** @type {MyCard} */ card) => card.state === "arrived" && cleared.includes(card.round);
  const first = here.kept.cards.find(isBack);
  if (!first) return;
  here.keep((kept) => {
    const inForm = !kept.drafts.write;
    if (inForm) kept.drafts.write = draftOf(first);
    const cards = kept.cards.filter(({ key }) => !inForm || key !== first.key);
    kept.cards = cards.map((card) => (isBack(card) ? { ...card, round, state: "refused" } : card));
  });
}

/** @param {MyCard} card */
const draftOf = ({ happened, learned, may_stand, show_few }) =>
  JSON.stringify({ key: newKey(), happened, learned, may_stand, show_few });

export const clearedWords = () =>
  t(
    "A great many devices came at once, so the facilitator has cleared this stage. What you wrote " +
      "is still on this phone. Please send it or vote again, if you have not yet.",
  );
