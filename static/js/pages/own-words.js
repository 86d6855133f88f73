/** Offers what a phone has left of somebody's own words, where it has any. */
import { keptOf, wordsLeftIn } from "../core/sweep.js";

const place = document.getElementById("own-words");

/** Of the workshop to which this address belonged, also before its day is over; else of all. */
function workshops() {
  try {
    const { workshop = "" } = place?.dataset ?? {};
    return keptOf(localStorage, workshop).secret ? [workshop] : wordsLeftIn(localStorage);
  } catch {
    return [];
  }
}

const found = workshops();
if (place && found.length) {
  import("./own-words-shown.js").then(({ offerWords }) => offerWords(place, found, localStorage));
}
