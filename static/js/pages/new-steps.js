/** The steps of a new workshop's form: one is open, and the questions that open others. */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} name */
export const checked = (name) => /** @type {HTMLInputElement | null} */ (
  document.querySelector(`input[name="${name}"]:checked`)
)?.value ?? "";

/** @returns {HTMLDetailsElement[]} */
const steps = () => [...document.querySelectorAll(".new-step")].map(
  (one) => /** @type {HTMLDetailsElement} */ (one),
);

/** Opens a step and closes the others. @param {HTMLDetailsElement} step */
function open(step) {
  for (const one of steps()) one.open = one === step;
}

/** Opens a step and closes the others; where the agenda has none, the last. @param {string} id @returns {HTMLDetailsElement} */
export function openStep(id) {
  const found = /** @type {HTMLDetailsElement} */ (byId(`step-${id}`));
  const step = found.hidden ? /** @type {HTMLDetailsElement} */ (byId("step-room")) : found;
  open(step);
  return step;
}

/** Has a step for the story only where the agenda tells one. @param {boolean} tells */
export function showStoryStep(tells) {
  const step = /** @type {HTMLDetailsElement} */ (byId("step-story"));
  step.hidden = !tells;
  if (step.hidden && step.open) openStep("room");
  for (const number of step.parentElement?.querySelectorAll("#step-room .new-number") ?? []) {
    number.textContent = tells ? "3" : "2";
  }
}

/** Lets one step be open at a time. */
export function letStep() {
  for (const step of steps()) {
    const summary = /** @type {HTMLElement} */ (step.querySelector("summary"));
    summary.addEventListener("click", () => {
      if (!step.open) for (const one of steps()) if (one !== step) one.open = false;
    });
  }
}

const whys = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".new-why"));

/** Says why a yes means another month, and asks whether it goes on all the same. */
export function sayWhy() {
  for (const why of whys) {
    why.hidden = !(/** @type {HTMLInputElement} */ (byId(why.dataset.for ?? "")).checked);
  }
  byId("all_the_same-part").hidden = [...whys].every(({ hidden }) => hidden);
}

/** Proposes that someone else reads the cards where the facilitator has a say over others. */
export function suggestReader() {
  byId("over-part").hidden = checked("say") !== "yes";
  const reader = byId("reader");
  reader.textContent = checked("say") === "yes" && checked("over") === "yes"
    ? (reader.dataset.words ?? "") : "";
}

