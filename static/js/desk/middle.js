import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { deskPicks } from "../core/choosing.js";
import { t } from "../core/words.js";
import { smallAct } from "./acts.js";
import { askedOff } from "./asked-off.js";
import { nameAt } from "./stage-at.js";
import { ending } from "./next.js";
import { takesPaper } from "./paper.js";
import { paperCard } from "./paper-card.js";
import { remote } from "./remote.js";
import { readsCards } from "./reviewing.js";
import { seesHeading, stageHeading } from "./sees.js";
import { DESKS } from "../stages/desks.js";
import { ref } from "../../vendor/lit-html/directives/ref.js";
import { screen } from "../projector/screen.js";
import { keepUnit } from "../projector/unit.js";
import { seenByRoom } from "./seen-by-room.js";

/**
 * What a stage puts on the desk: its heading and a sentence, which stand beside a small picture;
 * where it stands, its buttons, what is below.
 * @typedef {object} StageModule
 * @property {(desk: Desk) => TemplateResult} stage
 * @property {(desk: Desk) => string} [heading] "" for the stage's name
 * @property {(desk: Desk) => unknown} [sentence]
 * @property {(desk: Desk) => unknown} [controls]
 * @property {(desk: Desk) => string} [place]
 */
/** @type {Record<StageKind, StageModule>} */
const STAGES = DESKS;

/**
 * Where what is below takes a line or two, the picture is large; else it makes room.
 * @type {Set<StageKind>}
 */
const LARGE = new Set(["ground_rules", "write", "reveal", "talk", "break"]);

/** What the room sees, and what can be done about it. @param {Desk} desk */
export function middle(desk) {
  const shown = STAGES[desk.now.kind];
  const name = nameAt(desk.agenda, desk.now.position);
  const large = isLarge(desk);
  return html`<main
    class="desk-middle"
    id="desk-middle"
    tabindex="-1"
    data-stage=${desk.now.kind}
    ?data-reads=${readsCards(desk)}
    ?data-large=${large}
  >
    ${remote(desk)}
    <div class="desk-sees">
      ${large ? seesHeading(desk, name) : stageHeading(desk, shown.heading?.(desk) || name, name)}
      <p class="t-small t-figures">${desk.now.covered ? t("Covered") : placeOf(desk)}</p>
      ${large ? nothing : (shown.sentence?.(desk) ?? nothing)}
    </div>
    <div class="desk-shown">
      ${desk.now.phase === "sealed"
        ? nothing
        : html`<div class="desk-miniature">${miniature(desk)} ${opensItself(desk)}</div>`}
      <div class="desk-row desk-controls">
        ${shown.controls?.(desk) ?? nothing} ${again(desk)}
      </div>
    </div>
    <p class=${desk.said ? "notice" : "visually-hidden"} role="status">${desk.said}</p>
    <section class="desk-panel" aria-label=${name} tabindex="0">
      <div class="desk-stage-panel">
        ${askedOff(desk)} ${choosesEarly(desk) ? DESKS.lessons.stage(desk) : nothing} ${shown.stage(desk)}
      </div>
      ${paperCard(desk)}
    </section>
  </main>`;
}

/** Not while a card from paper is typed or breakout rooms are led. @param {Desk} desk */
function isLarge(desk) {
  const { now, paper } = desk;
  if (readsCards(desk) || (now.kind === "talk" && DESKS.talk.asksForRoom(desk))) return false;
  const typesPaper = paper.begun || (paper.open.card && takesPaper(desk));
  return LARGE.has(now.kind) && !typesPaper;
}

/**
 * Whether the list of lessons is made before some are chosen, in an agenda without a stage for it.
 * @param {Desk} desk
 */
function choosesEarly({ agenda, room, over, now }) {
  const kinds = agenda.stages.map(({ kind }) => kind);
  if (over || room.get("ballot") || kinds.includes("lessons")) return false;
  const ahead = kinds.slice(now.position + 1);
  return ahead.includes(deskPicks(agenda) ? "commit" : "vote") && room.list("lessons").length > 0;
}

/** Where the stage stands: its page or its card; "" without any. @param {Desk} desk */
export function placeOf(desk) {
  const { kind, step, steps } = desk.now;
  const shown = STAGES[kind];
  if (shown.place) return shown.place(desk);
  return steps > 1 ? t("Page {page} of {pages}", { page: step + 1, pages: steps }) : "";
}

/** @param {Desk} desk */
function again(desk) {
  if (!desk.now.can_open_again) return nothing;
  return smallAct(desk, ending(desk.standing, "open_again", t("Reopen")));
}

/** Whoever presses the picture of a screen that nobody has opened wants it; the words above say so. @param {Desk} desk */
const opensItself = (desk) => (desk.screenless && desk.desk.projector_url
  ? html`<a class="desk-miniature-opens" href=${desk.desk.projector_url} target="_blank" rel="noopener"
      tabindex="-1" aria-hidden="true"></a>` : nothing);

/** The room's screen, small. @param {Desk} desk */
function miniature(desk) {
  return html`<div class="miniature" role="group" aria-label=${t("The room’s screen in miniature")}>
    <div class="scale-projector" data-theme=${desk.theme} ${ref(keepUnit)}>${screen(seenByRoom(desk.room))}</div>
  </div>`;
}
