import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { firstQuestions } from "../../words/screen-and-phone.js";
import { plans } from "../../projector/paging.js";
import { fitted, said } from "../../projector/parts.js";
import { aroundName } from "../../projector/sentences.js";

/**
 * The leader's own failure, signed; without one, who goes first and what to tell.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const leader = room.get("leader");
  if (!leader) return nothing;
  return leader.text ? signed(leader) : questions(leader.name);
}

const TEXT_PLANS = `${plans("one", 104, 54)} ${plans("two", 54)}`;

/** @param {Leader} leader */
function signed({ name, text, language }) {
  return html`<div class="projector-told">
    ${fitted(TEXT_PLANS, html`${paragraphs(text).map((one) => said("t-story", one, language))}`)}
    <p class="t-statement" dir="auto">${name}</p>
  </div>`;
}

/** As they were written: the last one may be a line of its own. @param {string} text */
function paragraphs(text) {
  return text.split("\n").map((one) => one.trim()).filter(Boolean);
}

/** @param {string} name */
function questions(name) {
  const [before, after] = aroundName((marked) => t("{name} goes first.", { name: marked }));
  return html`<div class="projector-questions">${fitted(plans("one", 104), html`
    <p class="t-title" dir="auto">
      ${name ? html`${before}<bdi>${name}</bdi>${after}` : t("One of us goes first.")}
    </p>
    <ol>
      ${firstQuestions().map((question) => html`<li class="t-lesson">${question}</li>`)}
    </ol>`)}</div>`;
}
