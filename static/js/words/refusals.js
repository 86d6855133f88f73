import { t, tn } from "../core/words.js";

/** @typedef {(about: string) => string} Sentence */

const malformed = () =>
  t("The server did not understand this page. Nothing was changed. Reload the page.");

/** @type {Record<RefusalCode, Sentence>} */
const SENTENCES = {
  malformed,
  unknown_field: malformed,
  not_allowed: notAllowed,
  no_such: () => t("This is no longer there. Nothing was changed; your screen is up to date."),
  not_yours: () =>
    t("This card can no longer be changed from this device. It stays as it arrived."),
  wrong_stage: () => t("The workshop is at another stage now. Nothing was changed."),
  round_closed: () => t("This round has ended. What you typed stays on this device."),
  moved_on: () => t("Someone was faster. Nothing was done twice; check where the room is now."),
  too_late: tooLate,
  out_of_date: () =>
    t("Something newer from this phone came first, so this was not changed. Look again, and send it once more."),
  empty: () => t("It is still empty. Write something, then send it."),
  too_long: tooLong,
  cards_used_up: (about) =>
    limit(about, (n) => tn(
      "You have sent your one card. Your text stays here; to use it, withdraw or change the card.",
      "You have sent all {n} cards. Your text stays here; to use it, withdraw or change one.", n)),
  lessons_used_up: (about) =>
    limit(about, (n) => tn(
      "You have added your one lesson. Your text stays here; say it aloud instead.",
      "You have added all {n} lessons. Your text stays here; say it aloud instead.", n)),
  votes_used_up: (about) =>
    limit(about, (n) => tn(
      "Your one vote is placed. It stays where it is; remove it to place it elsewhere.",
      "All {n} votes are placed. They stay where they are; remove one to place it elsewhere.",
      n)),
  at_most_two: (about) =>
    limit(about, (n) => tn(
      "One lesson takes at most {n} of your votes. The others stay as they are.",
      "One lesson takes at most {n} of your votes. The others stay as they are.", n)),
  taken: (about) =>
    about
      ? t("{name} has already taken this on. Nothing was changed; you can offer your own.",
        { name: about })
      : t("Someone has already taken this on. Nothing was changed; you can offer your own."),
  name_missing: () => t("Your name is missing. Everything else is kept; add it and send again."),
  ballot_full: (about) =>
    limit(about, (n) => tn(
      "The ballot holds {n} lesson. Nothing was changed; leave one out or merge some first.",
      "The ballot holds {n} lessons. Nothing was changed; leave one out or merge some first.", n)),
  voting_paused: () =>
    t("Voting is paused, and nothing was changed. Press “Change the list” to erase the votes, or go back to the vote."),
  not_said: () =>
    t("What would be lost has changed in the meantime. Nothing was done. Read it again, then hold."),
  nothing_to_undo: () => t("There is nothing left to undo. Nothing was changed."),
  sealed: () => t("This workshop is finished. Nothing more can be sent."),
  too_fast: () => t("That was very fast. It is kept on this device; try again in a moment."),
};

/**
 * Why something was refused: what happened, what was kept, what to do now.
 * @param {{refused: RefusalCode, about?: string}} answer
 */
export const refusalWords = ({ refused, about = "" }) => SENTENCES[refused](about);

/** @param {string} about a number @param {(n: number) => string} words */
const limit = (about, words) => words(Number(about));

/** @param {string} about what may not be done, or "offers:limit" */
function notAllowed(about) {
  const [what, most] = about.split(":");
  if (what !== "offers") return t("You can’t do this from here. Nothing was changed.");
  return limit(most ?? "", (n) => tn(
    "You have offered your one commitment. Your text stays here; say it aloud instead.",
    "You have offered all {n} commitments. Your text stays here; say it aloud instead.", n));
}

/** @param {string} about what it was */
function tooLate(about) {
  if (about === "lesson") return t("The list is closed for phones. What you typed stays on this device; say it aloud.");
  return about === "letter"
    ? t("Letters cannot be sent or changed right now. What you typed stays on this phone.")
    : t("That can no longer be changed: its stage has opened. Nothing was changed.");
}

/** @param {string} about "field:limit" */
function tooLong(about) {
  const most = Number(about.split(":").at(-1));
  if (!most) return t("This is too long. Your text stays here; shorten it and send it again.");
  return tn("Only {n} character fits. Your text stays here; shorten it and send it again.",
    "Only {n} characters fit. Your text stays here; shorten it and send it again.", most);
}
