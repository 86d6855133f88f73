/**
 * What a phone has left of somebody's own words, closed until it is opened: then it is erased, and stays on
 * this page. Every phone has it, and fetches the same for it.
 */
import { forgetWords, keptOf, wordsIn, wordsLeftIn } from "../core/sweep.js";
import { lastWords } from "../participant/unsent.js";

const place = document.getElementById("own-words");
try {
  if (place) offerWords(place, localStorage);
} catch {
  // Nothing is kept here.
}

/** @param {HTMLElement} place @param {Storage} store */
function offerWords(place, store) {
  const { workshop = "", unsent = "" } = place.dataset;
  // Of the workshop to which this address belonged, also before its day is over; else of all.
  const workshops = keptOf(store, workshop).secret ? [workshop] : wordsLeftIn(store);
  const kept = workshops.map((id) => keptOf(store, id));
  const words = kept.flatMap((each) => wordsIn(each) ?? []).map(lastWords);
  const sent = words.flatMap(({ cards, lessons, offers, letters }) => [...cards, ...lessons, ...offers, ...letters]);
  const left = words.flatMap((each) => each.unsent);
  const forget = () => workshops.forEach((id) => forgetWords(store, id));
  if (!sent.length && !left.length) return forget();
  say(place, kept.some(({ secret }) => secret) ? "still" : "erased");
  place.append(...sent.map(quoted), ...headed(unsent, left));
  place.addEventListener("toggle", forget, { once: true });
}

/** @param {HTMLElement} place @param {"still" | "erased"} what */
function say(place, what) {
  place.querySelectorAll("p").forEach((said) => (said.hidden = said.dataset.said !== what));
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
