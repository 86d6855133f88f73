import { html } from "../../vendor/lit-html/lit-html.js";
import { LENGTH, pointList, reached, RISE, seamPoints, stagePoints } from "./seam-shape.js";
import { unchanged } from "./unchanged.js";
import { vars } from "./vars.js";

export * from "./seam-shape.js";

/** In so many steps the gold goes through a stage: each is a movement, which costs frames. */
const STEPS = 32;

/**
 * One break, drawn twice: the thin crack, and over it the gold in two strokes (the edge carries the
 * contrast, the inside the colour). CSS cuts the gold at --done, so that mending is a movement and
 * never a new shape. The words beside a seam say the same; screen readers are spared it.
 * @param {string} points
 * @param {{ kind: string, vertical?: boolean, mended?: boolean, done?: number | null }} options
 * @returns {TemplateResult}
 */
function brokenLine(points, { kind, vertical = false, mended = false, done = null }) {
  const box = vertical ? `0 0 ${RISE} ${LENGTH}` : `0 0 ${LENGTH} ${RISE}`;
  return html`<div
    class=${kind}
    ?data-mended=${mended}
    ?data-vertical=${vertical}
    aria-hidden="true"
    ${vars({ "--done": done })}
  >
    <svg class="seam-open" viewBox=${box} preserveAspectRatio="none" focusable="false">
      <polyline class="seam-crack" points=${points} />
    </svg>
    <svg class="seam-mended" viewBox=${box} preserveAspectRatio="none" focusable="false">
      <polyline class="seam-edge" points=${points} />
      <polyline class="seam-gold" points=${points} />
    </svg>
  </div>`;
}

/**
 * A seam of its own, for a card's divider, across the screen under a story, or down between what was
 * there and what came of it.
 * @param {{ seed: string, mended?: boolean, vertical?: boolean }} options seed: the text whose shape
 *   it is
 */
export function seam({ seed, mended = false, vertical = false }) {
  return unchanged([seed, mended, vertical], () =>
    brokenLine(pointList(seamPoints(seed), vertical), { kind: "seam", mended, vertical }),
  );
}

/**
 * The line of the whole workshop: gold up to now, open after. Down an agenda whose rows are equally
 * high it is vertical.
 * @param {{ stages: readonly import("./seam-shape.js").Stretch[], position: number, within?:
 *   number, vertical?: boolean, even?: boolean }} options position: index of the stage that runs,
 *   -1 before the first, stages.length after the last; within: how much of it has passed, 0 to 1;
 *   even: equal stretches (the default when vertical)
 */
export function stageLine({ stages, position, within = 0, vertical = false, even = vertical }) {
  const over = position >= stages.length;
  const passed = Math.floor(within * STEPS) / STEPS;
  const done = position < 0 ? 0 : over ? 1 : reached(stages, position, passed, even);
  return unchanged([stages, vertical, even, over, done], () =>
    brokenLine(pointList(stagePoints(stages, even), vertical), {
      kind: "stage-line",
      vertical,
      mended: over,
      done,
    }),
  );
}
