import { html } from "../../vendor/lit-html/lit-html.js";
import { noCardTitle, noCardWhy } from "../words/screen-and-phone.js";

/** No card is shown, whether or not any was sent. @returns {Page} */
export function tooFew() {
  const body = html`<h2 class="t-title">${noCardTitle()}</h2>
    <p>${noCardWhy()}</p>`;
  return { body };
}
