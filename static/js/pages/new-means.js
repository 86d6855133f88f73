/** What the number of people means for an agenda: in plain words, before anybody has come. */
import { t, tn } from "../core/words.js";

/**
 * The figures of the rules, as the page brings them.
 *
 * @typedef {object} Figures
 * @property {number} two devices up to which each may send two
 * @property {number} wall devices from which a live wall is offered
 * @property {number} reader people for whom one reader is enough
 * @property {number} seconds for one card, below which six are shown at a time
 * @property {number} many cards above which each phone is dealt five
 * @property {number} few people below which guessing is easy
 */

/**
 * @typedef {object} Planned
 * @property {string} kind
 * @property {number} minutes
 * @property {number | null} [cards_each] where the agenda says it itself
 */

/**
 * The sentences for so many people.
 * @param {Figures} figures @param {number} people 0 where nobody has said
 * @param {readonly Planned[]} stages @param {boolean} live whether cards appear on a live wall
 * @returns {string[]}
 */
export function means(figures, people, stages, live) {
  if (!people) return [];
  const writes = stages.find(({ kind }) => kind === "write");
  const reveal = stages.find(({ kind }) => kind === "reveal");
  return [
    people < figures.few
      ? t("With so few of us, guessing is easy. If fewer than three write, their cards go back to them.") : "",
    writes ? each(writes.cards_each ?? usual(figures, people)) : "",
    reveal && !live ? pace(figures, people, reveal.minutes) : "",
    writes && people >= figures.wall && !live
      ? t("With this many people, a live wall is possible, too.") : "",
    people > figures.reader ? t(
      "You need {n} people to read the cards before they are shown. Give each a helper’s link " +
        "from your desk.", { n: Math.ceil(people / figures.reader) },
    ) : "",
  ].filter(Boolean);
}

/** @param {Figures} figures @param {number} people */
const usual = ({ two }, people) => (people <= two ? 2 : 1);

/** @param {number} cards */
const each = (cards) => cards === 1
  ? t("Each phone can send one card.") : t("Each phone can send two cards.");

/** @param {number} minutes */
const unhurried = (minutes) => tn(
  "With one card each, there is at least {n} minute per card. The room’s screen shows one at a time.",
  "With one card each, there are at least {n} minutes per card. The room’s screen shows one at a time.",
  minutes,
);

/** At least a card from each. @param {Figures} figures @param {number} cards @param {number} minutes */
function pace({ many, seconds: least }, cards, minutes) {
  if (cards > many) {
    return t(
      "With more than {n} cards, the room’s screen shows the best-known ones, and each phone gets five.",
      { n: many },
    );
  }
  const seconds = Math.floor((minutes * 60) / cards);
  if (seconds >= 120) return unhurried(Math.floor(seconds / 60));
  return seconds < least
    ? t("With one card each, there are {n} seconds per card. The room’s screen shows six at a time.", { n: seconds })
    : t("With one card each, there are {n} seconds per card. The room’s screen shows one at a time.", { n: seconds });
}
