/** The new workshop's form: its agenda beside it, and the hour checked in words. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { stageLine } from "../elements/seam.js";
import { hourInWords } from "../core/hours.js";
import { t, tn, useWords } from "../core/words.js";
import { stageName } from "../words/stage-names.js";
import { means } from "./new-means.js";
import { sayAll } from "./new-said.js";
import { checked, letStep, openStep, sayWhy, showStoryStep, suggestReader } from "./new-steps.js";
import { fillAsKept, keepOnTheWay } from "./new-kept.js";
import { keepChosenStory, showStory, suggestStories } from "./new-story.js";
import { keepWifi, keptWifi, mayKeep } from "../core/kept-wifi.js";

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

const FIELDS = ["wifi", "wifi_password", "wifi_hidden"];

/** @param {string} id */
function isUntouched(id) {
  const { type, value, defaultValue, checked, defaultChecked } = input(id);
  return type === "checkbox" ? checked === defaultChecked : value === defaultValue;
}

/** @param {HTMLFormElement} form */
function fillWifi(form) {
  const kept = keptWifi();
  // This module may come late: what was typed or ticked before it came is somebody's own choice.
  if (isUntouched("wifi_keep")) input("wifi_keep").checked = mayKeep();
  if (kept && FIELDS.every(isUntouched) && !input("wifi").value) {
    input("wifi").value = kept.name;
    input("wifi_password").value = kept.password;
    input("wifi_hidden").checked = !kept.shown;
  }
  form.addEventListener("submit", () => keepWifi(input("wifi_keep").checked ? typed() : null));
}

function typed() {
  return {
    name: input("wifi").value.trim(),
    password: input("wifi_password").value.trim(),
    shown: !input("wifi_hidden").checked,
  };
}

const side = /** @type {HTMLElement} */ (document.querySelector(".new-agenda"));
const chosen = /** @type {HTMLSelectElement} */ (document.getElementById("template"));
const freeAt = /** @type {HTMLInputElement} */ (document.getElementById("free_at"));
const words = /** @type {HTMLElement} */ (document.getElementById("free_at-words"));
const story = /** @type {HTMLSelectElement} */ (document.getElementById("story"));
const language = /** @type {HTMLSelectElement} */ (document.getElementById("language"));

const team = /** @type {HTMLInputElement} */ (document.getElementById("team"));
const leader = input("leader_name");
const carried = /** @type {HTMLElement} */ (document.getElementById("carried"));
const second = /** @type {HTMLElement} */ (document.getElementById("second"));
const secondStory = /** @type {HTMLSelectElement} */ (document.getElementById("second_story"));
const same = /** @type {HTMLElement} */ (document.getElementById("second_story-same"));
const decides = /** @type {HTMLElement} */ (document.getElementById("decides"));
const asked = document.querySelector('input[name="prompt"][value="done_with"] + *');

/**
 * @typedef {object} Stage
 * @property {StageKind} kind
 * @property {string} [name]
 * @property {number} minutes
 * @property {string} [prompt] of the writing
 * @property {string} [cards] how the writing shows them, where the agenda says it
 * @property {string} [votes] how the vote shows them, where the agenda says it
 * @property {number | null} [cards_each] of the writing
 * @property {boolean} [sets] whether it says by itself how cards or votes are shown
 */
/** @type {Record<string, Stage[]>} */
const agendas = JSON.parse(side.dataset.agendas ?? "{}");
/** @type {Record<string, number>} */
const lengths = JSON.parse(side.dataset.lengths ?? "{}");
const meaning = /** @type {HTMLElement} */ (document.getElementById("means"));
/** @type {import("./new-means.js").Figures} */
const figures = JSON.parse(meaning.dataset.figures ?? "{}");
const people = /** @type {HTMLInputElement} */ (document.getElementById("people"));
useWords(JSON.parse(side.dataset.words ?? "{}"), document.documentElement.lang);
const walls = /** @type {NodeListOf<HTMLInputElement>} */ (
  document.querySelectorAll('input[name="cards"]')
);
// This module may come late: what differs from the page as it was sent, somebody has chosen.
let wallChosen = [...walls].some((one) => one.checked !== one.defaultChecked);
const leftOpen = words.textContent ?? "";
const DAY = 24 * 60;
const EASILY = 60;

const agendaChosen = () => agendas[chosen.value] ?? [];

/** The stages of the workshop: the leader's story only where someone is named. */
const stagesChosen = () =>
  agendaChosen().filter(({ kind }) => kind !== "go_first" || leader.value.trim());

const minutesChosen = () => stagesChosen().reduce((sum, { minutes }) => sum + minutes, 0);

/** Draws the chosen agenda as an open seam: nothing has happened yet. */
function drawAgenda() {
  const stages = stagesChosen();
  render(
    html`<div class="new-length">
        <h2 class="t-name" dir="auto">${chosen.selectedOptions[0]?.text}</h2>
        <button class="button-quiet" type="button" @click=${changeAgenda}>${t("Change")}</button>
      </div>
      <div class="new-line">${stageLine({ stages, position: -1 })}</div>
      <div class="new-stages">
        ${stageLine({ stages, position: -1, vertical: true })}
        <ol role="list">
          ${stages.map(
            ({ kind, name, minutes }) => html`<li class="new-stage t-label"><span dir="auto">${name || stageName(kind)}</span><span class="t-figures">${minutes}</span></li>`,
          )}
          ${spared()}
        </ol>
      </div>`,
    side,
  );
}

/** Leads to the field where the agenda is chosen. */
function changeAgenda() {
  openStep("who");
  chosen.focus();
}

/** What the agenda leaves unplanned. */
function spared() {
  const minutes = (lengths[chosen.value] ?? 0) - minutesChosen();
  if (minutes <= 0) return nothing;
  return html`<li class="new-stage t-label"><span>${t("In reserve")}</span><span class="t-figures">${minutes}</span></li>`;
}

/** Says what the number of people means for the agenda. */
function sayMeaning() {
  const count = Math.min(Math.max(Number.parseInt(people.value, 10) || 0, 0), 999);
  const sentences = means(figures, count, stagesChosen(), chosenHere().cards === "live");
  render(sentences.map((one) => html`<p class="field-hint">${one}</p>`), meaning);
}

/** What the agenda says of itself, or else the form. */
function chosenHere() {
  const stages = stagesChosen();
  /** @param {"cards" | "votes"} name */
  const set = (name) => stages.find((one) => one[name])?.[name] || checked(name);
  return {
    goesFirst: agendaChosen().some(({ kind }) => kind === "go_first"),
    cards: set("cards"),
    votes: set("votes"),
  };
}

/** All that is said of what stands in the form. */
function sayForm() {
  sayWhy();
  suggestReader();
  sayMeaning();
  sayAll(chosenHere());
}

/** Says whether the agenda fits until the room must be free. */
function sayFit() {
  const [hours, minutes] = freeAt.value.split(":").map(Number);
  if (Number.isNaN(hours) || minutes === undefined) {
    words.textContent = leftOpen;
    return;
  }
  const now = new Date();
  const total = minutesChosen();
  const ahead = (hours * 60 + minutes - now.getHours() * 60 - now.getMinutes() + DAY) % DAY;
  const spare = ahead - total;
  words.textContent = [words.dataset.now ?? "", fitOf(spare)].join(" ")
    .replace("{now}", hourInWords(`${now.getHours()}:${now.getMinutes()}`))
    .replace("{minutes}", String(total))
    .replace("{spare}", String(Math.abs(spare)));
}

/** @param {number} spare minutes that are left over; negative when they are missing */
function fitOf(spare) {
  const { easily = "", fits = "", exact = "", short = "" } = words.dataset;
  if (spare > EASILY) return easily;
  if (spare > 0) return fits;
  return spare === 0 ? exact : short;
}

/** Says how many open commitments of the team a follow-up starts with. */
function sayCarried() {
  const follows = stagesChosen().some(({ kind }) => kind === "follow_up");
  const { open = "{}", none = "", unnamed = "" } = carried.dataset;
  const name = team.value.trim().toLowerCase();
  const count = JSON.parse(open)[name] ?? 0;
  carried.textContent = follows ? (count ? come(count) : name ? none : unnamed) : "";
}

/** @param {number} count */
const come = (count) => tn(
  "{n} open commitment of this team carries over.",
  "{n} open commitments of this team carry over.",
  count,
);

/** A story can be chosen where the agenda tells one, and a second where it tells two. */
function showStories() {
  const told = stagesChosen().filter(({ kind }) => kind === "story").length;
  showStoryStep(told > 0);
  second.hidden = told < 2;
  same.textContent = secondStory.value === story.value ? (same.dataset.same ?? "") : "";
}

/** The first of the questions is the agenda's own. */
function sayPrompt() {
  const prompt = stagesChosen().find(({ kind }) => kind === "write")?.prompt;
  if (asked && prompt) asked.textContent = prompt;
}

/** Where nothing reveals the cards together, they appear as they come, unless somebody chose. */
function suggestWall() {
  if (wallChosen) return;
  const kinds = new Set(stagesChosen().map(({ kind }) => kind));
  const live = kinds.has("write") && !kinds.has("reveal");
  for (const one of walls) one.checked = one.value === (live ? "live" : "together");
}

function showChosen() {
  drawAgenda();
  sayFit();
  sayCarried();
  showStories();
  sayPrompt();
  const sets = stagesChosen().some((stage) => stage.sets);
  decides.textContent = sets ? (decides.dataset.words ?? "") : "";
}

chosen.addEventListener("change", showChosen);
chosen.addEventListener("change", suggestWall);
chosen.addEventListener("change", showStory);
for (const one of walls) one.addEventListener("change", () => (wallChosen = true));
team.addEventListener("input", sayCarried);
leader.addEventListener("input", showChosen);
secondStory.addEventListener("change", showStories);
story.addEventListener("change", showStories);
freeAt.addEventListener("input", sayFit);
story.addEventListener("change", keepChosenStory);
secondStory.addEventListener("change", keepChosenStory);
story.addEventListener("change", showStory);
secondStory.addEventListener("change", showStory);
language.addEventListener("change", suggestStories);
team.addEventListener("change", suggestStories);
setInterval(sayFit, 20_000);
// The hour is meant where the facilitator is, which may not be where the server stands.
const offset = /** @type {HTMLInputElement} */ (document.getElementById("offset"));
const form = /** @type {HTMLFormElement} */ (story.form);
const answered = offset.value !== "";
const kept = fillAsKept(form, answered);
const comesBack = Boolean(kept) || answered;
keepOnTheWay(form, comesBack);
offset.value = String(-new Date().getTimezoneOffset());
form.addEventListener("input", sayForm);
form.addEventListener("change", sayForm);
fillWifi(form);
showChosen();
// A form that comes back, with faults or with a story laid out, says what somebody chose.
if (comesBack) keepChosenStory();
else suggestWall();
letStep();
if (kept) openStep(kept);
showStory();
if (team.value || kept) suggestStories();
sayForm();
