/** The language of a page, which can be changed on the device while the page is open. */
/** @import { Catalogue } from "./words.js" */
import { language, useWords } from "./words.js";

/**
 * @typedef {object} Language
 * @property {string} tag
 * @property {string} name what it calls itself
 * @property {string} direction "ltr" or "rtl"
 * @property {string} words where its sentences are
 */

/** The desk's pages come with a cookie; a participant's device gets none and remembers here. */
const NAME = "language";
const YEAR = 365 * 24 * 3600;

/**
 * Goes on in the language that this device has chosen before: at once, unless other words than the
 * page's have to be fetched. A page whose words do not come stays as it is.
 * @param {Language[]} languages
 * @param {() => void} goOn
 */
export function speakChosen(languages, goOn) {
  const chosen = languages.find(({ tag }) => tag === remembered());
  if (!chosen || chosen.tag === language()) return goOn();
  speak(chosen).then(goOn);
}

/**
 * Changes the page's language and remembers it, on this device only.
 * @param {Language} wanted
 * @returns {Promise<boolean>} whether its words came; otherwise nothing has changed
 */
export async function choose(wanted) {
  if (!(await speak(wanted))) return false;
  remember(wanted.tag);
  return true;
}

/** @param {Language} language */
async function speak({ tag, direction, words }) {
  try {
    const answer = await fetch(words);
    if (!answer.ok) return false;
    useWords(/** @type {Catalogue} */ (await answer.json()), tag);
  } catch {
    return false;
  }
  Object.assign(document.documentElement, { lang: tag, dir: direction });
  return true;
}

function isDesk() {
  return location.pathname.startsWith("/desk/");
}

/** Where storage throws, a choice lasts as long as the page. @returns {string | null} */
export function remembered() {
  try {
    return isDesk() ? null : localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** @param {string} tag "" forgets the choice */
export function remember(tag) {
  if (isDesk()) {
    document.cookie = `${NAME}=${tag};path=/desk;max-age=${YEAR};samesite=strict`;
    return;
  }
  try {
    if (tag) localStorage.setItem(NAME, tag);
    else localStorage.removeItem(NAME);
  } catch {
    // Nothing can be remembered here.
  }
}
