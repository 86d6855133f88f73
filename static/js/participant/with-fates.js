/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { aboutLessons } from "./my-lessons.js";
import { aboutOffers } from "./my-offers.js";
import { asideLate, cameBackLate } from "./your-cards.js";

/**
 * A page with what became of things of this device. At the end that comes first; before, it is below
 * what somebody reads or votes on.
 * @param {Here} here @param {Page} page @returns {Page}
 */
export function withFates(here, { body, ...rest }) {
  const about = [aboutOffers(here), aboutLessons(here)];
  // A template of its own: what is drawn anew at the seal does not count as moving under a thumb.
  if (here.sealed) return { body: html`${about} ${body} ${asideLate(here)}`, ...rest };
  const [first, last] = here.now.kind === "finish" ? [about, []] : [[], about];
  return { body: html`${cameBackLate(here)} ${first} ${body} ${asideLate(here)} ${last}`, ...rest };
}
