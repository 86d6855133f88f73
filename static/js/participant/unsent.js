/** @import { Kept, Words } from "../core/device.js" */
import { TOLD, letterOf } from "../core/kept-names.js";

/**
 * What this device still has of its writer's words when the workshop ends: cards, lessons, offers, and
 * what was never sent or not answered by then.
 * @param {Words} words
 */
export function lastWords({ cards, lessons, offers, drafts: kept, taps, outbox }) {
  const onTheWay = outbox.map(({ command }) => wordsSent(command)).filter(Boolean);
  return {
    cards,
    lessons: lessons.map(({ text }) => textAlone(text)),
    offers: offers.filter(({ id }) => id).map(({ when, will }) => ({ happened: when, learned: will })),
    letters: sentLetters(taps).map(textAlone),
    unsent: [...drafts({ drafts: kept, cards, taps }).map(({ text }) => text), ...onTheWay].map(textAlone),
  };
}

/** The letters that this device has sent, as it last wrote them. @param {Words["taps"]} taps */
export const sentLetters = (taps) =>
  TOLD.map((to) => taps[letterOf(to)]).flatMap((one) => (typeof one === "string" && one.trim() ? [one] : []));

/** @param {string} text */
const textAlone = (text) => ({ happened: text, learned: "" });

/** What is on its way and is no card, lesson or letter: those are kept as such. @param {Command} command */
function wordsSent(command) {
  if (command.type === "edit_card") return wordsOf(`card/${command.card}`, JSON.stringify(command));
  if (command.type === "offer") return wordsOf(`offer/${command.lesson}`, JSON.stringify(command));
  return command.type === "check_in" ? (command.text ?? "").trim() : "";
}

/**
 * What was written and not sent, each with the place in which it was typed.
 * @param {Pick<Readonly<Kept>, "drafts" | "cards" | "taps">} kept
 */
export function drafts({ drafts, cards, taps = {} }) {
  const written = Object.entries(drafts).filter(
    // One's own name is kept for the next commitment; it is no text of its own. A letter that is
    // being changed begins as it was sent.
    ([place, text]) => place !== "name" && !isAsSent(place, text, cards) && taps[place] !== text,
  );
  return written.map(([place, text]) => ({ place, text: wordsOf(place, text) })).filter(({ text }) => text);
}

/**
 * Whether a card was opened for editing and not changed.
 * @param {string} place @param {string} text @param {Kept["cards"]} cards
 */
function isAsSent(place, text, cards) {
  const card = cards.find(({ key }) => place === `card/${key}`);
  if (!card) return false;
  const draft = JSON.parse(text);
  const said = /** @type {const} */ (["happened", "learned", "may_stand", "show_few"]);
  // A box that was never ticked may be missing.
  return said.every((name) => (draft[name] ?? false) === (card[name] ?? false));
}

/** @param {string} place @param {string} text */
function wordsOf(place, text) {
  if (!/^(write$|answer\/|card\/|offer\/)/.test(place)) return text.trim();
  const { happened, learned, when, will, owner } = JSON.parse(text);
  const parts = [happened, learned, when, will, owner].map((part) => (part ?? "").trim());
  return parts.filter(Boolean).join("\n");
}
