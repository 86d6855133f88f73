import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { firstQuestions } from "../../words/screen-and-phone.js";
import { paragraphs } from "../../participant/controls.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const leader = here.room.get("leader");
  return { body: leader?.text ? told(leader) : asked(leader?.name ?? "") };
}

/** @param {Leader} leader */
function told({ name, text, language }) {
  return html`<h2 class="t-label t-second">
    ${t("{name} tells one of their own failures", { name })}
  </h2>
    <div class="told">${paragraphs(text, "t-story", language)}</div>
    <p class="t-name" dir="auto">${name}</p>`;
}

/** @param {string} name */
function asked(name) {
  const heading = name ? t("{name} goes first.", { name }) : t("One of us goes first.");
  return html`<h2 class="t-title" dir="auto">${heading}</h2>
    <ul class="rules">
      ${firstQuestions().map((question) => html`<li>${question}</li>`)}
    </ul>
    <p class="t-second">${t("Listen. Nothing to do on this phone.")}</p>`;
}
