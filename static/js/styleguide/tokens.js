import { html } from "../../vendor/lit-html/lit-html.js";
import { room, section, state } from "./section.js";

const COLOURS = {
  "--table": "the ground",
  "--sheet": "cards, fields, the current row",
  "--ink": "text, main button, focus",
  "--ink-2": "labels, second text",
  "--crack": "open seam, tracks, borders",
  "--rule": "quiet dividers, no meaning",
  "--gold-edge": "the seam's full width",
  "--gold": "the seam's inside, never alone",
};
/** @type {Record<string, string>} */
const ROLES = {
  "t-title": "Spring release, looking back",
  "t-heading": "What do we take with us?",
  "t-story": "Five people came.",
  "t-card": "I merged it at five on a Friday.",
  "t-prompt": "What happened?",
  "t-lesson": "Call people before you send them anything.",
  "t-cue": "You may say: take your time.",
  "t-clock": "2:40",
  "t-count": "9",
  "t-code": "KX4 P7M",
  "t-statement": "Most have taken part.",
  "t-label": "When must the room be free?",
  "t-name": "Payments team",
  "t-small": "Optional.",
};
/** Roles that fit into a small picture of the room's screen together. */
const IN_ROOM = ["t-title", "t-lesson", "t-statement", "t-label"];
const STEPS = ["--s1", "--s2", "--s3", "--s4", "--s5", "--s6", "--s7", "--s8", "--s9", "--s10"];
const MOTIONS = { "--press": "a button", "--fade": "a stage", "--arrive": "a card", "--grow": "seam, bar" };

/** What stands on a ground, with its value. */
const swatches = () => html`<ul class="guide-swatches" role="list">
  ${Object.entries(COLOURS).map(
    ([name, use]) => html`<li>
      <span class="guide-swatch" data-sample=${name}></span>
      <span class="t-name">${name.slice(2)}</span> <span class="t-small">${use}</span>
      <code class="t-small" data-measures="colour"></code>
    </li>`,
  )}
</ul>`;

export const colours = () =>
  section(
    "Colour",
    "Gold always means that something holds here; it is two strokes, because no single gold is both golden and 3:1 on paper. There is no second accent, no red and no green.",
    [
      state("This theme", swatches(), "wide"),
      room("Projector, light: the default", swatches()),
      room("Projector, dark: for a dim room", swatches(), true),
    ],
  );

/** @param {readonly string[]} names */
const samples = (names) => html`<ul class="guide-types" role="list">
  ${names.map(
    (name) => html`<li>
      <span class="t-small">${name.slice(2)}</span>
      <p class=${name} data-sample=${name}>${ROLES[name]}</p>
      <code class="t-small" data-measures="type"></code>
    </li>`,
  )}
</ul>`;

export const types = () =>
  section(
    "Type",
    "Newsreader is what people said, Figtree is what the product says. Its optical size is set, never automatic. There are no icons: words do it.",
    [
      state("This scale", samples(Object.keys(ROLES)), "wide"),
      room("Projector, light: weight 500", samples(IN_ROOM)),
      room("Projector, dark: weight 470", samples(IN_ROOM), true),
    ],
  );

export const spaces = () =>
  section(
    "Space",
    "Steps of four. Paper has no radius, controls have six pixels; no shadows, no gradients.",
    state(
      "Steps",
      html`<ul class="guide-steps" role="list">
        ${STEPS.map(
          (name) => html`<li>
            <span class="t-small">${name.slice(2)}</span>
            <span class="guide-step" data-sample=${name}></span>
            <code class="t-small" data-measures="width"></code>
          </li>`,
        )}
      </ul>`,
      "wide",
    ),
  );

export const motion = () =>
  section(
    "Motion",
    "Motion tells a change of state and nothing else; nothing loops. With reduced motion every state is there at once, in words besides.",
    state(
      "Durations",
      html`<ul class="guide-swatches" role="list">
        ${Object.entries(MOTIONS).map(
          ([name, use]) => html`<li>
            <span class="t-name" data-sample=${name}>${name.slice(2)}</span>
            <span class="t-small">${use}</span>
            <code class="t-small" data-measures="colour"></code>
          </li>`,
        )}
      </ul>`,
      "wide",
    ),
  );
