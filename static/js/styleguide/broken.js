import { html } from "../../vendor/lit-html/lit-html.js";
import { bar, votedLesson } from "../elements/bar.js";
import { card, sheet } from "../elements/card.js";
import { seam, stageLine } from "../elements/seam.js";
import { room, section, state } from "./section.js";

/** @typedef {Record<string, unknown>} State @typedef {(change: State) => void} Show */

const STAGES = [5, 2, 4, 7, 6, 2, 11, 5, 6, 3, 6, 3].map((minutes) => ({ minutes }));
const SEED = "I merged the pricing change at five on a Friday.";
const LESSON = "Ship prices in the morning, with somebody beside you.";
const TOLD = { happened: SEED, learned: LESSON };
const OPEN = { happened: "I said yes to a date that three people would have laughed at." };

/** @param {State} now @param {Show} show */
export const lines = (now, show) =>
  section(
    "Seam and stage line",
    "Open is a thin crack, mended is two strokes of gold: thickness first, colour second. The same text has the same shape on every device.",
    [
      state("Open", seam({ seed: SEED })),
      state("Mended", seam({ seed: SEED, mended: true })),
      state(
        "Mending",
        html`${seam({ seed: LESSON, mended: Boolean(now.mended) })}
          <button class="button" type="button" @click=${() => show({ mended: !now.mended })}>
            ${now.mended ? "Break it" : "Mend it"}
          </button>`,
      ),
      state("Before the first stage", stageLine({ stages: STAGES, position: -1 })),
      state("In the fifth stage", stageLine({ stages: STAGES, position: 4, within: 0.5 })),
      state("After the last stage", stageLine({ stages: STAGES, position: STAGES.length })),
      state(
        "Down an agenda",
        html`<div class="guide-upright">
          ${stageLine({ stages: STAGES, position: 4, within: 0.5, vertical: true })}
        </div>`,
      ),
      room(
        "At the finish",
        html`<div class="is-finish">${stageLine({ stages: STAGES, position: STAGES.length })}</div>`,
      ),
    ],
  );

/** @param {State} now @param {Show} show */
export const cards = (now, show) =>
  section(
    "Card",
    "Two pieces of one sheet; the lower one has slipped to the inline end. Without a lesson the seam stays open and the lower piece empty, without a reproach.",
    [
      state("Phone, mended", card({ ...TOLD, place: "phone" })),
      state("Phone, open", card({ ...OPEN, place: "phone" })),
      state(
        "Being written: an edge all round",
        sheet({
          upper: field("written", "What happened?"),
          lower: field("taught", "What would you tell a colleague?"),
          seed: "",
          mended: false,
          place: "phone",
          outlined: true,
        }),
      ),
      state(
        "Arriving",
        html`${now.arrived ? card({ ...TOLD, place: "phone", arriving: true }) : ""}
          <button class="button" type="button" @click=${() => show({ arrived: !now.arrived })}>
            ${now.arrived ? "Take it away" : "Let it arrive"}
          </button>`,
      ),
      room("Alone on the room's screen", card({ ...TOLD, place: "alone" })),
      room("Alone, dark", card({ ...OPEN, place: "alone" }), true),
      room(
        "A page of six",
        html`<div class="cards" data-page="6">
          ${[TOLD, OPEN, TOLD, OPEN, TOLD, TOLD].map((one) => card({ ...one, place: "page" }))}
        </div>`,
      ),
    ],
  );

/** @param {string} name @param {string} label */
const field = (name, label) => html`<div class="field">
  <label class="field-label" for=${name}>${label}</label>
  <textarea class="field-input" id=${name} rows="2"></textarea>
</div>`;

/** @param {State} now @param {Show} show */
export const votes = (now, show) =>
  section(
    "Bar",
    "A lesson's own underline, never without its number. The full length is fixed when the voting starts, so that no bar shrinks when another grows.",
    [
      state("Only the track: no bars yet", bar(null)),
      state("None, a third, all", html`${bar(0)}<br />${bar(1 / 3)}<br />${bar(1)}`),
      state(
        "Growing",
        html`${bar(Number(now.share ?? 0.2))}
          <button
            class="button"
            type="button"
            @click=${() => show({ share: (Number(now.share ?? 0.2) + 0.2) % 1.2 })}
          >
            One vote more
          </button>`,
      ),
      room(
        "Voted, with a tie",
        html`<ul class="voted-list" role="list">
          ${votedLesson({ text: LESSON, count: 9, full: 10, tied: "tied" })}
          ${votedLesson({ text: "Ask who reads it first.", count: 9, full: 10, tied: "tied" })}
          ${votedLesson({ text: "A quiet week is not a good sign.", count: 0, full: 10 })}
        </ul>`,
      ),
    ],
  );
