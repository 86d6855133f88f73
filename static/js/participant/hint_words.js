import { t } from "../core/words.js";
import { hints } from "./hints.js";

/** @typedef {"email" | "phone" | "handle" | "name" | "ticket" | "date"} Kind */

/** @type {Record<Kind, () => string>} */
const WORDS = {
  email: () => t("This looks like an e-mail address."),
  phone: () => t("This looks like a phone number."),
  handle: () => t("This looks like somebody's handle."),
  name: () => t("This looks like a name."),
  ticket: () => t("This looks like a ticket number."),
  date: () => t("This looks like a date."),
};

/** @param {string} text @param {string} language */
export const noticedIn = (text, language) => hintWords(hints(text, language));

/** Two calm sentences about the gravest of them; "" for none. @param {Kind[]} kinds */
export function hintWords([first]) {
  if (!first) return "";
  return `${WORDS[first]()} ${t("Leave out names, dates and projects if you can.")}`;
}
