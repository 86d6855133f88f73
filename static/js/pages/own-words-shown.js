/** Somebody's own words, closed until they are opened: then they are erased, and stay on this page. */
import { forgetWords, keptOf, wordsIn } from "../core/sweep.js";
import { lastWords } from "../participant/unsent.js";

/**
 * @param {HTMLElement} place
 * @param {string[]} workshops by their ids
 * @param {Storage} store
 */
export function offerWords(place, workshops, store) {
  const kept = workshops.map((id) => keptOf(store, id));
  const words = kept.flatMap((each) => wordsIn(each) ?? []).map(lastWords);
  const sent = words.flatMap(({ cards, lessons, offers }) => [...cards, ...lessons, ...offers]);
  const unsent = words.flatMap((each) => each.unsent);
  const forget = () => workshops.forEach((id) => forgetWords(store, id));
  if (!sent.length && !unsent.length) return forget();
  const still = kept.some(({ secret }) => secret);
  place.querySelectorAll("p").forEach((said) => (said.hidden = (said.dataset.said === "still") !== still));
  place.append(...sent.map(quoted), ...headed(place.dataset.unsent ?? "", unsent));
  place.hidden = false;
  place.addEventListener("toggle", forget, { once: true });
}

/** @param {string} heading @param {Text[]} texts */
function headed(heading, texts) {
  if (!texts.length) return [];
  return [filled("h2", heading, "t-name"), ...texts.map(quoted)];
}

/** @typedef {{happened: string, learned: string}} Text */

/** @param {Text} text */
function quoted({ happened, learned }) {
  const quote = filled("blockquote", "", "own-text");
  quote.append(...[happened, learned].filter(Boolean).map((text) => filled("p", text)));
  return quote;
}

/** @param {string} tag @param {string} text @param {string} [look] */
function filled(tag, text, look = "") {
  const made = document.createElement(tag);
  Object.assign(made, { textContent: text, className: look, dir: look === "t-name" ? "" : "auto" });
  return made;
}
