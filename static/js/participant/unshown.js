/** @import { Here } from "./here.js" */
/** @import { MyCard } from "../core/device.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { ownTexts } from "./away.js";
import { latestCards } from "./duties.js";
import { cleaned } from "./text.js";

const TOLD = new Set(["write", "look_through", "reveal", "talk", "lessons"]);

/**
 * What a live wall did not show at its end: with too few, the rest is destroyed. The server does
 * not know whose it was, so that each device compares its own words with those on the wall.
 * @param {Here} here
 */
export function unshown(here) {
  const { kind, collecting } = here.now;
  if (!here.workshop.live_wall || !TOLD.has(kind) || (kind === "write" && collecting))
    return nothing;
  const missing = notOnWall(here);
  if (!missing.length) return nothing;
  return html`<aside class="notice" aria-label=${t("About a card of yours")}>
    <p>${t("This card was not shown: too few took part. Your text is still on this phone.")}</p>
    ${ownTexts(missing, "")}
  </aside>`;
}

/** @param {Here} here @returns {MyCard[]} */
export function notOnWall(here) {
  const wall = here.room.list("cards");
  // A card that was taken off has lost its words: it may be the one that is looked for.
  if (wall.some(({ off }) => off)) return [];
  const shown = new Set(wall.map(({ happened }) => happened));
  return latestCards(here).filter(({ happened }) => !shown.has(cleaned(happened)));
}
