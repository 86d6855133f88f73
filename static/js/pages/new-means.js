/** What the number of people means for an agenda: in plain words, before anybody has come. */
import { t } from "../core/words.js";

/** Devices up to which each may send three cards, and two. */
const THREE = 8;
const TWO = 16;
/** Devices from which a live wall is offered, and people for whom one reader is enough. */
const WALL = 15;
const READS = 40;
/** Seconds for one card below which six are shown at a time; cards above which five are dealt. */
const ONE_CARD = 20;
const MANY = 60;
const GUESSED = 5;

/**
 * @typedef {object} Planned
 * @property {string} kind
 * @property {number} minutes
 * @property {number | null} [cards_each] where the agenda says it itself
 */

/**
 * The sentences for so many people.
 * @param {number} people 0 where nobody has said
 * @param {readonly Planned[]} stages
 * @param {boolean} live whether cards appear on a live wall
 * @returns {string[]}
 */
export function means(people, stages, live) {
  if (!people) return [];
  const writes = stages.find(({ kind }) => kind === "write");
  const reveal = stages.find(({ kind }) => kind === "reveal");
  return [
    people < GUESSED
      ? t("With so few of us, guessing is easy. With fewer than three, no card is shown.") : "",
    writes ? each(writes.cards_each ?? usual(people)) : "",
    reveal && !live ? pace(people, reveal.minutes) : "",
    writes && people >= WALL && !live
      ? t("With so many people, a live wall is possible, too.") : "",
    people > READS ? t(
      "Every card is read before it is shown. Ask for {n} people to read, and give each a " +
        "helper's link from your desk.", { n: Math.ceil(people / READS) },
    ) : "",
  ].filter(Boolean);
}

/** @param {number} people */
const usual = (people) => (people <= THREE ? 3 : people <= TWO ? 2 : 1);

/** @param {number} cards */
function each(cards) {
  if (cards === 1) return t("Each phone can send one card.");
  return cards === 2 ? t("Each phone can send two cards.") : t("Each phone can send three cards.");
}

/** At least a card from each. @param {number} cards @param {number} minutes */
function pace(cards, minutes) {
  if (cards > MANY) {
    return t("Above 60 cards the screen shows those that most people know, and each phone gets five.");
  }
  const seconds = Math.floor((minutes * 60) / cards);
  return seconds < ONE_CARD
    ? t("One card from each leaves {n} seconds a card: the screen shows six at a time.", { n: seconds })
    : t("One card from each leaves {n} seconds a card: one at a time.", { n: seconds });
}
