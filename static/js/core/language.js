/** The language of a page, which can be changed on the device while the page is open. */
/** @import { Catalogue } from "./words.js" */
import { remember, remembered } from "./chosen-language.js";
import { language, useWords } from "./words.js";

/**
 * @typedef {object} Language
 * @property {string} tag
 * @property {string} name what it calls itself
 * @property {string} direction "ltr" or "rtl"
 * @property {string} words where its sentences are
 */

/** @type {Language[]} */
let known = [];
/** Whether all words of the view are here, and not only those of the first modules. */
let whole = false;

/** Fetches the words that the page came without. Rejects when they do not come. */
export async function fetchRest() {
  const spoken = known.find(({ tag }) => tag === language());
  // English has none to fetch, and fetches as much: who asks for less would be known to read it.
  if (spoken && !whole && !(await speak(spoken))) {
    throw new Error("the words did not come");
  }
}

/**
 * Goes on in the language that this device has chosen before: at once, unless other words than the
 * page's have to be fetched. A page whose words do not come stays as it is.
 * @param {Language[]} languages @param {() => void} goOn
 */
export function speakChosen(languages, goOn) {
  known = languages;
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
    const found = /** @type {Catalogue} */ (await answer.json());
    Object.assign(document.documentElement, { lang: tag, dir: direction });
    useWords(found, tag);
  } catch {
    return false;
  }
  whole = true;
  return true;
}
