/** @import { Here } from "../here.js" */
/** @import { Page } from "../frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { ownTexts } from "../away.js";
import { latestCards } from "../duties.js";
import { tooFew } from "../too_few.js";
import { draftAt, hasDraft } from "../writing.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  if (here.now.phase === "too_few") return tooFew(here);
  const arrived = latestCards(here).length;
  const body = html`<h2 class="t-title">
    ${arrived ? arrivedWords(arrived) : t("Writing is over.")}
  </h2>
    <p>${t(
      "The cards are being looked through, so that nothing lands on the screen that would " +
        "hurt somebody. Breathe for a moment.",
    )}</p>
    ${unsent(here)}`;
  return { body };
}

/** @param {number} n */
function arrivedWords(n) {
  return tn("Your card has arrived.", "Your {n} cards have arrived.", n);
}

/** What was written and not sent. @param {Here} here */
export function unsent(here) {
  const waiting = here.kept.cards.filter((card) => card.state === "refused");
  const kept = [...waiting, ...(hasDraft(here) ? [draftAt(here)] : [])];
  return kept.length ? ownTexts(kept, t("Not sent, kept on this phone")) : nothing;
}
