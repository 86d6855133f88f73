/** @import { Language } from "../core/language.js" */
/** @import { GroundRules } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { languageChoice } from "../elements/language-choice.js";
import { stageLine } from "../elements/seam.js";
import { known, t } from "../core/words.js";
import { stageName } from "../words/stage-names.js";
import { mainButton } from "./main-button.js";
import { wifiNote } from "./encryption.js";
import { band, head } from "./frame.js";

/**
 * @typedef {object} Door
 * @property {Language[]} languages
 * @property {boolean} lasting whether what this phone keeps outlives the page
 * @property {() => void} join @property {() => void} redraw
 */

/**
 * The door: what this is, what is stored, and one button. Nothing is sent before it is pressed.
 * @param {Record<string, any>} entries @param {Door} door
 */
export function joinScreen(
  { workshop, agenda, now, rules },
  { languages, lasting, join, redraw },
) {
  const late = now.kind !== "arrive";
  return html`<div class="frame">
    ${band(workshop)}
    ${head(
      agenda.stages[now.position]?.name || stageName(now.kind),
      languageChoice(languages, redraw),
    )}
    ${stageLine({ stages: agenda.stages, position: late ? now.position : -1 })}
    <div class="frame-body">
      ${title(workshop)} ${workshop.door_closed ? shut() : nothing} ${stored()} ${lasting ? nothing : notKept()} ${wifiNote()} ${late ? underWay(rules, workshop.language) : nothing}
    </div>
    <footer class="frame-foot">${mainButton(t("Join"), join)}</footer>
  </div>`;
}

/** @param {Workshop} workshop */
export function title({ team, title }) {
  return html`<div class="opening">
    ${team ? html`<p class="t-label t-second" dir="auto">${team}</p>` : nothing}
    <h2 class="t-title" dir="auto">${title}</h2>
  </div>`;
}

/** Said before it is pressed: a device that was here before may still come in. */
const shut = () =>
  html`<p class="notice">${t("The door is closed.")} ${t("No new devices can join now.")}</p>`;

/** One line on what is stored. */
export function stored() {
  const words = t(
    "What you write, without your name. No account, no e-mail. After the workshop only the " +
      "summary is kept.",
  );
  return html`<section class="part">
    <h2 class="part-title">${t("What is stored")}</h2>
    <p>${words}</p>
  </section>`;
}

/** Where the browser lets the page store nothing. */
function notKept() {
  return html`<p class="notice">${t(
    "This browser does not let the page save anything, as in a private window. You can still take " +
      "part: leave the page open until the end. After a reload you would be someone new: you " +
      "could not change what you sent, and your cards could not come back to you. To avoid that, " +
      "allow storage for this address and reload the page.",
  )}</p>`;
}

/** For those who come late. @param {GroundRules | undefined} rules @param {string} language */
function underWay(rules, language) {
  return html`<section class="part">
    <h2 class="part-title">${t("It has already started")}</h2>
    <p>${t("From here on you take part in full. These are the ground rules:")}</p>
    ${rulesList(rules, language)}
  </section>`;
}

/**
 * Each rule in this phone's language, if it is the program's own.
 * @param {GroundRules | undefined} rules @param {string} language the workshop's
 */
export function rulesList(rules, language) {
  if (!rules) return nothing;
  return html`<ul class="rules">
    ${rules.rules.map((rule, i) => {
      const english = rules.built_in[i + 1];
      return english
        ? html`<li>${known(english)}</li>`
        : html`<li dir="auto" lang=${language}>${rule}</li>`;
    })}
  </ul>`;
}

/** What the room is here for. @param {GroundRules | undefined} rules @param {string} language */
export const purpose = (rules, language) => agreed(rules?.built_in[0], rules?.purpose, language);

/** What failures may be told. @param {GroundRules | undefined} rules @param {string} language */
export const scope = (rules, language) => agreed(rules?.built_in[rules.built_in.length - 1], rules?.scope, language);

/** @param {string | undefined} english @param {string | undefined} text @param {string} language */
const agreed = (english, text, language) =>
  english ? known(english) : html`<bdi lang=${language}>${text}</bdi>`;
