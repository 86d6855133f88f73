import "../elements/stage-clock.js";
import "../elements/hold-button.js";
import "../elements/qr.js";
import { html } from "../../vendor/lit-html/lit-html.js";
import { choice } from "../elements/choice.js";
import { ballotLesson } from "../elements/stepper.js";
import { tick } from "../elements/tick.js";
import { room, section, state } from "./section.js";

/** @typedef {Record<string, unknown>} State @typedef {(change: State) => void} Show */

const MOST = 2;
const ANSWERS = [
  { value: "yes", text: "Yes" },
  { value: "partly", text: "Partly" },
  { value: "no", text: "No" },
];

export const buttons = () =>
  section(
    "Button",
    "One on a screen is filled with ink. Others are outlined; quiet acts are underlined words. Gold is never a button.",
    [
      state("Main", html`<button class="button button-main" type="button">Join</button>`),
      state("Main, not now", html`<button class="button button-main" type="button" disabled>Join</button>`),
      state("Outlined", html`<button class="button" type="button">Keep it</button>`),
      state("Outlined, not now", html`<button class="button" type="button" disabled>Keep it</button>`),
      state("Pressed", html`<button class="button" type="button" aria-pressed="true">Been there</button>`),
      state("Answer", html`<button class="button button-answer" type="button">Been there</button>`),
      state("Quiet", html`<button class="button-quiet" type="button">Step out</button>`),
      state(
        "Held for a second: press it shortly, or by a screen reader",
        held(html`<button class="button button-main" type="button">Next: Reveal</button>`),
      ),
      state("Held, outlined", held(html`<button class="button" type="button">Back to Vote</button>`)),
      state("Held, quiet", held(html`<button class="button-quiet" type="button">Skip to Vote</button>`)),
      state(
        "The desk's way on, with its key",
        html`<button class="button button-main button-next" type="button">
          Next: Vote<span class="button-key">or the space bar</span>
        </button>`,
      ),
    ],
  );

/** @param {unknown} button */
const held = (button) => html`<hold-button .sentence=${"The room will see the cards. This cannot be undone."}>
  ${button}
</hold-button>`;

/** @param {State} now @param {Show} show */
export const asked = (now, show) =>
  section(
    "Field, tick, choice, stepper",
    "A label above, words for what is wrong below. The chosen answer has a thick border, bold words and a check, all three. Every target has 44 px.",
    [
      state("Field with a hint", field("guide-field", { hint: "Optional." })),
      state("Field with a fault", field("guide-fault", { fault: "Give the workshop a title." })),
      state("Code", html`<label class="field"><span class="field-label">Code on the room's screen</span><input class="field-input field-code" value="KX4P7M" /></label>`),
      state(
        "List",
        html`<label class="field"><span class="field-label">Agenda</span><select class="field-input"><option>60 minutes</option><option>30 minutes</option></select></label>`,
      ),
      state(
        "Tick",
        tick({
          text: "This card may appear in the summary. Anyone the team shares it with can read it.",
          ticked: Boolean(now.ticked),
          onTick: (ticked) => show({ ticked }),
        }),
      ),
      state(
        "Choice",
        choice({
          question: "Was this worth your time?",
          name: "worth",
          options: ANSWERS,
          chosen: String(now.worth ?? "yes"),
          onChoose: (worth) => show({ worth }),
        }),
      ),
      state("Stepper with its underline", ballot(Number(now.votes ?? 1), show)),
    ],
  );

/** @param {string} id @param {{hint?: string, fault?: string}} words */
const field = (id, { hint = "", fault = "" }) => html`<div class="field">
  <label class="field-label" for=${id}>Title</label>
  <input class="field-input" id=${id} aria-invalid=${Boolean(fault)} aria-describedby="${id}-words" />
  ${fault
    ? html`<div class="notice" id="${id}-words"><p>${fault}</p></div>`
    : html`<p class="field-hint" id="${id}-words">${hint}</p>`}
</div>`;

/** @param {number} count @param {Show} show */
const ballot = (count, show) => html`<ul role="list">
  ${ballotLesson({
    text: "Ask who reads it first.",
    count,
    most: MOST,
    fewer: "One vote fewer for: Ask who reads it first.",
    more: "One vote more for: Ask who reads it first.",
    canTake: count > 0,
    canGive: count < MOST,
    onTake: () => show({ votes: Math.max(0, count - 1) }),
    onGive: () => show({ votes: Math.min(MOST, count + 1) }),
    why: count < MOST ? "" : "At most two votes on one lesson.",
  })}
</ul>`;

/** @param {State} now */
export const told = (now) =>
  section(
    "Clock, code, notice, band",
    "Numerals and words: no ring, no red, no pulse. A failure is a fact: what happened, what was kept, what to do.",
    [
      state("Clock, two minutes left", html`<stage-clock class="t-clock" .remaining=${160} .running=${false}></stage-clock>`),
      state("Clock, time is up: the desk counts up", html`<stage-clock class="t-clock" over="count" .remaining=${-75} .running=${false}></stage-clock>`),
      room("Clock, time is up: the room is told", html`<stage-clock class="t-clock" .remaining=${0} .overText=${"Time is up"}></stage-clock>`),
      room(
        "Join code",
        html`<div class="join">
          <p class="t-code">KX4 P7M</p>
          <p class="join-address t-label">192.168.1.20:8000</p>
        </div>`,
      ),
      state("QR code: near-black on white in both themes", html`<qr-code class="guide-qr" label="Join by scanning" .rows=${now.qr}></qr-code>`),
      state(
        "Notice",
        html`<div class="notice">
          <p class="notice-title">The disk of this computer is full.</p>
          <p>What was written is kept on the phones. Make room; it goes on by itself.</p>
        </div>`,
      ),
      state("Band", html`<p class="band">Trial: these are pretend people.</p>`),
    ],
  );
