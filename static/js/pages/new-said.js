/** What each step of a new workshop's form says in a sentence, while it is closed. */
import { hourInWords } from "../core/hours.js";
import { t, tn } from "../core/words.js";
import { checked } from "./new-steps.js";

/** @param {string} id */
const valueOf = (id) =>
  /** @type {HTMLInputElement} */ (document.getElementById(id)).value.trim();

/** What is chosen in a list, in words. @param {string} id */
const chosenOf = (id) => {
  const list = /** @type {HTMLSelectElement} */ (document.getElementById(id));
  return list.selectedOptions[0]?.textContent?.trim() ?? "";
};

/** @typedef {{ goesFirst: boolean, cards: string, votes: string }} Chosen */
/** @type {Record<string, (chosen: Chosen) => string>} */
const SAID = {
  who: () => [named(), hour()].filter(Boolean).join(" "),
  story: () => `${chosenOf("story")}.`,
  support: contacts,
  place: () => place(valueOf("wifi")),
  prompt: () => t("We ask: “{question}”", { question: question() }),
  cards: ({ cards }) => cards === "live"
    ? t("Cards appear on a live wall as they arrive.") : t("Cards are revealed together."),
  votes: ({ votes }) => [rank(), votes === "hidden"
    ? t("Votes are hidden until voting ends.") : t("Votes appear while we vote.")].join(" ").trim(),
  leader: ({ goesFirst }) => leader(goesFirst),
  language: () => t("The room’s screen uses {language}. Every phone uses its own language.",
    { language: chosenOf("language") }),
  after: () => [pulse(), kept()].join(" "),
};

/** Says it wherever it can be read. @param {Chosen} chosen by the agenda, or else in the form */
export function sayAll(chosen) {
  for (const [id, say] of Object.entries(SAID)) put(id, say(chosen));
  const rows = ["support", "place", "cards"].map((id) => SAID[id]?.(chosen) ?? "");
  put("room", rows.join(" "));
}

/** @param {string} id @param {string} words */
function put(id, words) {
  const place = document.getElementById(`said-${id}`);
  if (place && place.textContent !== words) place.textContent = words;
}

const rank = () => checked("say") === "yes"
  ? t("Someone has a say over someone else’s work.") : "";

function contacts() {
  const name = valueOf("support");
  if (name) return t("People can talk to: {name}.", { name });
  const nobody = /** @type {HTMLInputElement} */ (document.getElementById("nobody"));
  return nobody.checked
    ? t("There is nobody to talk to afterwards.") : t("Name someone to talk to afterwards.");
}

function named() {
  const [title, team] = [valueOf("title"), valueOf("team")];
  if (!title) return t("It has no title yet.");
  return team ? t("{title}, with {team}.", { title, team }) : `${title}.`;
}

function hour() {
  const time = valueOf("free_at");
  return time ? t("The room must be free at {time}.", { time: hourInWords(time) }) : "";
}

/** @param {string} name of the Wi-Fi */
function place(name) {
  if (checked("place") === "remote") return t("In a call.");
  if (checked("place") === "both") {
    return name
      ? t("In a room, on the Wi-Fi {name}, and in a call.", { name }) : t("In a room and in a call.");
  }
  return name ? t("In a room, on the Wi-Fi {name}.", { name }) : t("In a room.");
}

function question() {
  const picked = checked("prompt");
  if (picked === "own") return valueOf("own_prompt");
  const words = document.querySelector(`input[name="prompt"][value="${picked}"] + *`);
  return words?.textContent?.trim() ?? "";
}

/** @param {boolean} goesFirst */
function leader(goesFirst) {
  if (!goesFirst) return t("This agenda has no leader’s story.");
  const name = valueOf("leader_name");
  return name ? t("{name} goes first.", { name }) : t("Nobody is named to go first, so there is no leader’s story.");
}

function pulse() {
  const use = checked("pulse");
  if (!use) return t("No pulse.");
  return use === "room"
    ? t("A pulse. Only your desk shows the totals.") : t("A pulse, also in the summary.");
}

function kept() {
  const day = valueOf("keep_until");
  if (day) return t("The summary is kept until {day}.", { day });
  const days = Number(document.getElementById("keep_until")?.dataset.days ?? 0);
  return days ? tn("The summary is kept for {n} day.", "The summary is kept for {n} days.", days)
    : t("The summary is kept until someone deletes it.");
}
