import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { t } from "../core/words.js";
import { tick } from "../elements/tick.js";
import { countWords } from "../participant/controls.js";
import { HAPPENED, LEARNED } from "../rules/for-phones.js";
import { length } from "../participant/text.js";
import { unreadyWords } from "../participant/writing.js";
import { quiet } from "./buttons.js";
import { Joined, takesPaper } from "./paper.js";

const FIRST = "desk-paper-happened";

/**
 * A quiet place to type in a card that came on paper. It stands outside of the stages, so that
 * whoever types keeps the field and the focus when the stage changes meanwhile: keys that fell
 * through would cover the room's screen. Words that came too late for the reveal stay in it.
 * @param {Desk} desk
 */
export function paperCard(desk) {
  const { paper } = desk;
  if (!takesPaper(desk) && !paper.begun) return nothing;
  const open = paper.open.card || paper.begun;
  return html`<section class="desk-paper" aria-labelledby="desk-paper-title">
    <h2 class=${open ? "t-name" : "visually-hidden"} id="desk-paper-title">${t("On paper")}</h2>
    ${status(paper.said.card || joined(desk))}
    ${open ? form(desk) : quiet(t("Type in a paper card"), () => begin(desk))}
  </section>`;
}

/** @param {Desk} desk */
const joined = (desk) => (desk.atStage(Joined).yes ? t("The card has joined the others.") : "");

/** What has become of what was typed, beside it. @param {string} said */
export function status(said) {
  return html`<p class=${said ? "notice" : "visually-hidden"} role="status">${said}</p>`;
}

/** @param {Desk} desk */
function begin(desk) {
  desk.change(({ paper }) => (paper.open.card = true));
  document.getElementById(FIRST)?.focus();
}

/** @param {Desk} desk */
function form(desk) {
  const { paper } = desk;
  const { happened, learned, may_stand } = paper.draft;
  const { prompt, second_prompt: second } = writing(desk);
  return html`<form class="desk-paper-card" @submit=${(/** @type {Event} */ e) => send(desk, e)}>
    ${field(desk, FIRST, prompt || t("What happened?"), happened, HAPPENED, "happened")}
    ${field(desk, "desk-paper-learned", second || t("What would have made it harder to get wrong?"), learned,
      LEARNED, "learned")}
    ${tick({
      text: t("Ticked on paper: this card may appear in the summary."),
      ticked: may_stand,
      onTick: (ticked) => type(desk, { may_stand: ticked }),
    })}
    <p class="t-small">${hint(desk)}</p>
    <div class="desk-row">${acts(desk)}</div>
  </form>`;
}

/** The stage of writing, whose prompts stand on the paper too. @param {Desk} desk */
function writing({ agenda, now }) {
  const past = agenda.stages.slice(0, now.position + 1).reverse();
  return past.find(({ kind }) => kind === "write") ?? { prompt: "", second_prompt: "" };
}

/**
 * @param {Desk} desk @param {string} id @param {string} label @param {string} text
 * @param {number} limit @param {"happened" | "learned"} name
 */
function field(desk, id, label, text, limit, name) {
  const typed = (/** @type {Event} */ event) => (
    type(desk, { [name]: /** @type {HTMLTextAreaElement} */ (event.target).value })
  );
  return html`<div class="field">
    <label class="field-label" for=${id} dir="auto">${label}</label>
    <textarea
      data-gramm="false"
      class="field-input"
      id=${id}
      rows=${name === "happened" ? 3 : 2}
      dir="auto"
      autocomplete="off"
      aria-invalid=${length(text) > limit}
      aria-describedby="${id}-count"
      ?readonly=${desk.paper.waits}
      .value=${live(text)}
      @input=${typed}
    ></textarea>
    <p class="field-count" id="${id}-count">${countWords(text, limit)}</p>
  </div>`;
}

/** @param {Desk} desk @param {Partial<import("../participant/draft.js").Draft>} part */
function type(desk, part) {
  desk.atStage(Joined).yes = false;
  desk.change(({ paper }) => paper.type(part));
}

/** @param {Desk} desk */
function hint(desk) {
  if (desk.paper.waits) return t("Kept here until the server has stored it.");
  if (!takesPaper(desk)) {
    return t("The cards have been revealed, so this one can’t join them. Its writer has the paper.");
  }
  const counts = t("Afterwards nothing shows that it came on paper. Paper does not count towards " +
    "the devices that must have written before anything is shown.");
  if (desk.now.kind === "write") return counts;
  return `${counts} ${t("A second desk shows that one more card has come in.")}`;
}

/** @param {Desk} desk */
function acts(desk) {
  const { paper } = desk;
  const away = () => desk.change(() => (paper.discard(), (paper.open.card = false)));
  return html`${takesPaper(desk)
      ? html`<button class="button desk-small" type="submit" aria-disabled=${paper.waits}>
          ${t("Add it to the others")}
        </button>`
      : nothing}
    ${paper.waits ? nothing : quiet(paper.begun ? t("Throw it away") : t("Close"), away)}`;
}

/**
 * The focus goes back to the first field: what is typed next belongs there, not to the desk's keys.
 * @param {Desk} desk @param {Event} event
 */
function send(desk, event) {
  event.preventDefault();
  const why = unreadyWords(desk.paper.draft);
  document.getElementById(FIRST)?.focus();
  desk.change(({ paper, now }) => {
    paper.open.card = true;
    paper.said.card = why;
    if (!why) paper.sendCard(now.round);
  });
}
