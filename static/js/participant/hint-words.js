import { t } from "../core/words.js";
import { hints } from "./hints.js";
import { remembering } from "./remembering.js";

/** @typedef {"email" | "phone" | "handle" | "name" | "ticket" | "date"} Kind */

/** @type {Record<Kind, () => string>} */
const WORDS = {
  email: () => t("This looks like an e-mail address."),
  phone: () => t("This looks like a phone number."),
  handle: () => t("This looks like someone’s username."),
  name: () => t("This looks like a name."),
  ticket: () => t("This looks like a ticket number."),
  date: () => t("This looks like a date."),
};

/** Fields that a screen shows at once. */
const FIELDS = 2;

/** Of a language's tag and, below it, a text. */
const found = remembering((asked) => {
  const [language = "", ...lines] = asked.split("\n");
  return hints(lines.join("\n"), language);
}, 2 * FIELDS);

/** @param {string} text @param {string} language */
export const noticedIn = (text, language) => hintWords(found(`${language}\n${text}`));

/** Two calm sentences about the gravest of them; "" for none. @param {Kind[]} kinds */
export function hintWords([first]) {
  if (!first) return "";
  return `${WORDS[first]()} ${t("Leave out names, dates and projects if you can.")}`;
}
