/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { noCardTitle, noCardWhy } from "../words/screen-and-phone.js";
import { yourCards } from "./your-cards.js";

/** No card is shown, whether or not any was sent. @param {Here} here @returns {Page} */
export function tooFew(here) {
  const body = html`<h2 class="t-title">${noCardTitle()}</h2>
    <p>${noCardWhy()}</p>
    ${yourCards(here)}`;
  return { body };
}
