/** The story of a new workshop: whole, as it will be told, with others beside it to choose from. */
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { sheet } from "../elements/card.js";
import { comma, listed } from "../words/listed.js";

/**
 * @typedef {object} Told
 * @property {string} id
 * @property {string} title
 * @property {string} name of who told it
 * @property {string} work of theirs
 * @property {string} language
 * @property {string} theme
 * @property {number} minutes that it takes aloud
 * @property {number} times that it was told here
 * @property {string[]} steps up to the turn
 * @property {string} now the last step; "" without one
 * @property {string} lesson
 */

const shown = /** @type {HTMLElement} */ (document.getElementById("sheet"));
const suggested = /** @type {HTMLElement} */ (document.getElementById("suggested"));
const chosen = /** @type {HTMLSelectElement} */ (document.getElementById("story"));
const second = /** @type {HTMLSelectElement} */ (document.getElementById("second_story"));
const language = /** @type {HTMLSelectElement} */ (document.getElementById("language"));
const team = /** @type {HTMLInputElement} */ (document.getElementById("team"));
const own = /** @type {HTMLFieldSetElement} */ (document.getElementById("own"));
/** @type {Told[]} */
let stories = JSON.parse(shown.dataset.stories ?? "[]");
let asked = 0;
const SUGGESTED = 3;
// The list repeats what stands above it; it says what is wrong in it, if something is.
const list = chosen.closest(".field");
if (list && !list.querySelector(".notice")) list.classList.add("new-list");
// What differs from the page as it was sent, or came with its address, somebody has chosen.
let chosenByHand = new URLSearchParams(location.search).has("story")
  || [chosen, second].some((list) => list.selectedOptions[0]?.defaultSelected === false);

/** Draws the chosen story, or the fields of their own, and the others that suit this workshop. */
export function showStory() {
  own.hidden = chosen.value !== "own"; // what was typed there stays
  const one = stories.find(({ id }) => id === chosen.value);
  render(one ? whole(one) : nothing, shown);
  const taken = second.closest("[hidden]") ? "" : second.value;
  const others = stories.filter(({ id }) => id !== taken || id === chosen.value)
    .filter(({ id }, place) => place < SUGGESTED || id === chosen.value);
  render(html`<p class="t-small">${t("Suggested")}</p> ${others.map(suggestion)} ${ours()}`, suggested);
}

/** From here on the suggested story stays, whatever the team has heard. */
export function keepChosenStory() {
  chosenByHand = true;
}

const keptStories = () => (chosenByHand ? [chosen.value, second.value] : []);

/** Asks anew for stories that suit: in the room's language, and not heard by the team. */
export async function suggestStories() {
  const turn = ++asked;
  const wanted = new URLSearchParams({ told_in: language.value, team: team.value.trim() });
  const kept = keptStories();
  for (const id of kept) wanted.append("chosen", id);
  const found = await fetched(`${shown.dataset.suggested}?${wanted}`);
  if (!found || turn !== asked) return;
  // Someone has chosen meanwhile, and the answer may not have their story.
  if (String(kept) !== String(keptStories())) return void suggestStories();
  stories = found;
  const firsts = stories.map(({ id }) => id);
  fill(chosen, chosenByHand ? chosen.value : firsts[0] ?? "");
  fill(second, chosenByHand ? second.value : firsts.find((id) => id !== chosen.value) ?? "");
  showStory();
}

/** @param {string} address @returns {Promise<Told[] | null>} null where there is no answer */
async function fetched(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Puts the stories into a list, and their own behind them. @param {HTMLSelectElement} list @param {string} value */
function fill(list, value) {
  const own = [...list.options].filter((one) => one.value === "own");
  const options = stories.map(({ id, title, name }) => new Option(listed([title, name]), id));
  list.replaceChildren(...options, ...own);
  list.value = value;
}

/** @param {Told} one */
function whole({ title, name, work, language: tag, steps, now, lesson }) {
  return html`<div lang=${tag} dir="auto">
    ${sheet({
      upper: html`<p class="t-heading">${title}</p>
        <p class="t-second"><bdi>${name || t("Told without a name")}</bdi>${work ? `${comma()}${work}` : nothing}</p>
        ${steps.map((text) => html`<p class="t-said">${text}</p>`)}`,
      lower: html`<div>
        ${now ? html`<p class="t-said">${now}</p>` : nothing}
        <p class="t-said new-lesson">${lesson}</p>
      </div>`,
      seed: title,
      mended: true,
      place: "desk",
    })}
  </div>`;
}

/** @param {Told} one */
function suggestion(one) {
  const facts = [one.theme, aloud(one.minutes), told(one.times)].filter(Boolean);
  return html`<button
    class="new-suggestion"
    type="button"
    aria-pressed=${chosen.value === one.id}
    @click=${() => choose(one.id)}
  >
    <span class="t-lesson" lang=${one.language} dir="auto">${one.title}</span>
    <span class="t-small"><bdi>${one.name || t("Told without a name")}</bdi></span>
    <span class="t-small">${listed(facts)}</span>
  </button>`;
}

/** The choice of a story that they write themselves. */
function ours() {
  return html`<button
    class="new-suggestion"
    type="button"
    aria-pressed=${chosen.value === "own"}
    @click=${() => choose("own")}
  ><span class="t-lesson">${t("Our own story")}</span></button>`;
}

/** @param {number} minutes */
const aloud = (minutes) =>
  minutes > 1 ? tn("{n} minute aloud", "{n} minutes aloud", minutes) : "";

/** @param {number} times */
function told(times) {
  if (!times) return "";
  return times === 1 ? t("Told once here") : tn("Told {n} time here", "Told {n} times here", times);
}

/** @param {string} id */
function choose(id) {
  chosen.value = id;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
}
