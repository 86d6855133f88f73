import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { t } from "../core/words.js";
import "../elements/stage-clock.js";
import { length } from "./text.js";

/** @param {string} words @param {() => void} act */
export function plainButton(words, act) {
  return html`<button class="button button-wide" type="button" @click=${act}>${words}</button>`;
}

/**
 * @param {string} words @param {() => void} act
 * @param {string} [label] for a screen reader, where the words need more
 * @param {boolean} [pressed] a moment ago
 */
export function quietButton(words, act, label = "", pressed = false) {
  return html`<button
    class="button-quiet"
    type="button"
    aria-label=${label || nothing}
    ?data-pressed=${pressed}
    @click=${act}
  >
    ${words}
  </button>`;
}

/** Why something was refused, where it was typed. @param {Here} here @param {string} place */
export function trouble(here, place) {
  const sentence = here.why(place);
  return sentence ? html`<div class="notice" role="alert"><p>${sentence}</p></div>` : nothing;
}

/** The one line in which a form tells its state: as high on every phone, whatever it says. @param {string} words */
export const stateLine = (words) => html`<p class="t-small frame-state">${words}</p>`;

/** What is said of something that was sent and has no answer yet. */
export const onItsWay = () => t("On its way; kept on this phone until it arrives.");

/** @param {string} sentence @param {unknown} [more] */
export function notice(sentence, more = nothing) {
  return html`<div class="notice notice-row"><p>${sentence}</p> ${more}</div>`;
}

/**
 * The row above: what this is, and the time that is left.
 * @param {Here} here @param {unknown} words @param {string} [role] a class of type.css
 */
export function topRow(here, words, role = "t-label t-second") {
  return html`<div class="top-row">
    <h2 class=${role} dir="auto">${words}</h2>
    ${clock(here)}
  </div>`;
}

/** @param {Here} here */
export function clock(here) {
  const left = here.room.clock.remaining();
  return left === null ? nothing : timer(left, !here.now.paused);
}

/** @param {number} left seconds @param {boolean} running @param {string} [over] said at its end */
export function timer(left, running, over = t("time is up")) {
  return html`<stage-clock
    class="t-label t-second"
    .format=${t("{time} left")}
    .overText=${over}
    .running=${running}
    .remaining=${left}
  ></stage-clock>`;
}

/** "69 of 280", and in words how much is too much. @param {string} text @param {number} limit */
export function countWords(text, limit) {
  const n = length(text);
  if (n <= limit) return t("{n} of {limit}", { n, limit });
  return t("{n} of {limit}: {over} too many", { n, limit, over: n - limit });
}

/**
 * @typedef {object} Field
 * @property {string} id
 * @property {unknown} label
 * @property {string} text
 * @property {number} limit
 * @property {(text: string) => void} type
 * @property {string} [hint] after the label, in second ink
 * @property {string} [role] the label's class of type.css
 * @property {string} [placeholder] said in the field while it is empty, as an answer looks
 * @property {boolean} [held] whether the field is as high whatever is in it
 * @property {boolean} [counted] whether the count appears near the limit, or only beyond it
 * @property {boolean} [line] one line only
 * @property {boolean} [said] whether the room will read it: in the face in which it does
 * @property {number} [rows] that a field of more lines begins with
 * @property {string} [about] the id of what is said of it elsewhere
 * @property {string} [complete] what a browser may fill in
 * @property {boolean} [within] whether the text goes on in the middle of a sentence of ours: a
 *   phone then does not raise its first letter
 * @property {string} [noticed] what the text seems to hold, said calmly below; "" for nothing
 */

/** So many characters before the limit the count appears. */
const LAST = 40;

/** A field that marks what is too long in words. @param {Field} field */
export function field(field) {
  const { id, label, text, limit, hint = "", role = "", counted = true } = field;
  const uncounted = counted ? limit - LAST : limit;
  return html`<div class="field ${field.held ? "field-held" : ""}">
    <label class="field-label ${role}" for=${id}>
      ${label} ${hint ? html`<span class="field-aside">${hint}</span>` : nothing}
    </label>
    ${field.line ? lineInput(field) : textInput(field)} ${noticed(field)}
    <p class="field-count" id="${id}-count" ?hidden=${length(text) <= uncounted}>
      ${countWords(text, limit)}
    </p>
  </div>`;
}

/** Said aloud where it changes; the place stands before it has words. @param {Field} field */
function noticed({ id, noticed }) {
  if (noticed === undefined) return nothing;
  return html`<p class="field-hint" id="${id}-noticed" role="status">${noticed}</p>`;
}

/** @param {Field["type"]} type @returns {(event: Event) => void} */
const typed = (type) => (event) => type(/** @type {HTMLInputElement} */ (event.target).value);

/** @param {Field} field */
function lineInput({ id, text, limit, type, complete = "off", about = "" }) {
  return html`<input
    class="field-input"
    id=${id}
    type="text"
    dir="auto"
    data-gramm="false"
    autocomplete=${complete}
    aria-invalid=${length(text) > limit}
    aria-describedby="${id}-count ${about}"
    .value=${live(text)}
    @input=${typed(type)}
  />`;
}

/** @param {Field} field */
function textInput({ id, text, limit, type, noticed, placeholder, rows = 3, said = false, within = false }) {
  const about = noticed ? `${id}-count ${id}-noticed` : `${id}-count`;
  return html`<textarea
    class="field-input ${said ? "field-said" : ""}"
    id=${id}
    rows=${rows}
    placeholder=${placeholder ?? nothing}
    dir="auto"
    autocapitalize=${within ? "none" : nothing}
    data-gramm="false"
    aria-invalid=${length(text) > limit}
    aria-describedby=${about}
    .value=${live(text)}
    @input=${typed(type)}
  ></textarea>`;
}

/**
 * Paragraphs of what somebody told.
 * @param {string} text @param {string} role a class of type.css @param {string} [language]
 */
export function paragraphs(text, role, language = "") {
  const parts = text.split("\n").filter((line) => line.trim());
  return parts.map(
    (part) => html`<p class=${role} dir="auto" lang=${language || nothing}>${part}</p>`,
  );
}
