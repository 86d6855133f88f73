/** @import { FollowUp } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { promise } from "../../projector/parts.js";
import { dayInWords } from "../../projector/sentences.js";
import { commitmentSentence } from "../../words/commitments.js";
import { listed } from "../../words/listed.js";
import { FITS, OUTCOMES, asItIsNow, onShow, outcomeWords } from "./words.js";
import { quiet } from "../../desk/buttons.js";
import { LESSON, WILL } from "../../rules/for-phones.js";

class Changing {
  /** The commitment whose new words are being typed; 0 for none. */
  n = 0;
}

/** @param {Desk} desk */
export const heading = ({ room }) =>
  room.list("carried").length ? "" : t("This team has no open commitments.");

/** What the team took on before; the desk says what became of each. @param {Desk} desk */
export function stage(desk) {
  const all = desk.room.list("carried");
  if (!all.length) {
    return html`<p>${t("There is nothing to follow up: continue to the next stage.")}</p>`;
  }
  const current = onShow(all, desk.now.step);
  return html`<p class="t-small">${t("Enter an outcome only after its owner has said it aloud. If they are not here, enter nothing.")}</p>
  <ol class="desk-parts">
    ${repeat(all, ({ n }) => n, (one) => followed(desk, one, one === current))}
  </ol>`;
}

/** @param {Desk} desk @param {Carried} one @param {boolean} current on the room's screen, alone */
function followed(desk, one, current) {
  const { owner, by, made, outcome } = one;
  const about = listed([
    owner && by && t("by {day}", { day: inWords(by) }),
    t("agreed in the workshop on {day}", { day: inWords(made) }),
  ]);
  return html`<li class="desk-part" ?data-current=${current} aria-current=${current ? "step" : nothing}>
    ${promise("t-cue", one)}
    <p><span class="t-name" dir="auto">${owner || t("Not taken on yet")}</span>
      <span class="t-second">${about}</span></p>
    <div class="desk-row" role="group" aria-label=${t("What became of it?")}>
      ${OUTCOMES.map((each) => button(desk, one, each))}
      ${outcome ? quiet(t("Undo"), () => says(desk, one, ""), commitmentSentence(one)) : nothing}
    </div>
    ${one.outcome === "kept" ? fit(desk, one) : nothing} ${form(desk, one)}
  </li>`;
}

/** @param {Desk} desk @param {Carried} one @param {Exclude<Outcome, "">} outcome */
function button(desk, one, outcome) {
  const press = () => (outcome === "changed" ? changes(desk, one.n) : says(desk, one, outcome));
  return html`<button class="button desk-small" type="button"
    aria-pressed=${one.outcome === outcome} @click=${press}
  >${outcomeWords(outcome)}<span class="visually-hidden"> ${commitmentSentence(one)}</span></button>`;
}

/** New words come before it can be called changed. @param {Desk} desk @param {number} n 0 for none */
function changes(desk, n) {
  desk.change((own) => (own.atStage(Changing).n = n));
}

/** @param {Desk} desk @param {Carried} one @param {Outcome} outcome */
function says(desk, { n, learned }, outcome) {
  changes(desk, 0);
  desk.press({ type: "follow_up", n, outcome, learned, will: "", by: "", fit: "" });
}

/** Of a kept one; pressed again, the answer is taken back. @param {Desk} desk @param {Carried} one */
function fit(desk, one) {
  const { n, outcome, learned } = one;
  const words = { yes: t("Yes"), partly: t("Partly"), no: t("No") };
  return html`<div class="desk-row" role="group" aria-label=${t("Did the plan fit?")}>
    <span class="t-small" aria-hidden="true">${t("Did the plan fit?")}</span>
    ${FITS.map((each) => html`<button class="button desk-small" type="button" aria-pressed=${one.fit === each}
      @click=${() => desk.press({
        type: "follow_up", n, outcome, learned, will: "", by: "", fit: one.fit === each ? "" : each,
      })}>${words[each]}<span class="visually-hidden"> ${commitmentSentence(one)}</span></button>`)}
  </div>`;
}

/** What was learned, and the new words of what was changed. @param {Desk} desk @param {Carried} one */
function form(desk, one) {
  const { n } = desk.atStage(Changing);
  const changing = n === one.n || (!n && one.outcome === "changed");
  if (!changing && !one.outcome) return nothing;
  const submit = (/** @type {SubmitEvent} */ event) => note(desk, one, changing, event);
  return html`<form class="field desk-add" @submit=${submit}>
    ${changing ? newWords(one) : nothing}
    <label class="field-label" for="learned-${one.n}"
      >${t("What did we learn from it? The answer joins the list of lessons.")}</label>
    <div class="desk-copy-row">
      <input data-gramm="false" class="field-input" id="learned-${one.n}" name="learned" maxlength=${LESSON}
        autocomplete="off" dir="auto" value=${one.learned} />
      <button class="button desk-small" type="submit">${t("Save")}</button>
    </div>
  </form>`;
}

/** @param {Carried} one */
function newWords(one) {
  const { n, will, by } = one.outcome === "changed" ? asItIsNow(one) : one;
  return html`<label class="field-label" for="will-${n}">${t("What is the commitment from now on?")}</label>
    <input data-gramm="false" class="field-input" id="will-${n}" name="will" required maxlength=${WILL}
      autocapitalize="none" autocomplete="off" dir="auto" value=${will} />
    <label class="field-label" for="by-${n}">${t("By when?")}</label>
    <input class="field-input field-narrow" id="by-${n}" name="by" type="date" value=${by} />`;
}

/** @param {Desk} desk @param {Carried} one @param {boolean} changing @param {SubmitEvent} event */
async function note(desk, { n, outcome, fit: fits }, changing, event) {
  event.preventDefault();
  const typed = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  const text = (/** @type {string} */ name) => String(typed.get(name) ?? "").trim();
  /** @type {FollowUp} */
  const command = {
    type: "follow_up", n, outcome: changing ? "changed" : outcome,
    learned: text("learned"), will: text("will"), by: text("by"), fit: fits,
  };
  const answer = await desk.press(command);
  if (!("refused" in answer)) changes(desk, 0);
}

/** @param {string} day */
const inWords = (day) => dayInWords(day, document.documentElement.lang || "en");
