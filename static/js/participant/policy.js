import { lookedThrough, shownAtOnce } from "./policy-words.js";

/** What the facilitator may do with a card, by this workshop's agenda. @param {Here} here */
export function policy({ stages, workshop }) {
  const looked = workshop.live_wall || stages.some(({ kind }) => kind === "look_through");
  return looked ? lookedThrough() : shownAtOnce();
}
