/**
 * The agenda's editor. The page works without this, by sending its form; with it, stages move at
 * once, the minutes add up, and what everybody sees stands beside.
 */
import { t, tn, useWords } from "../../core/words.js";
import { letDrag } from "./drag.js";
import { askBeforeLeaving } from "./leaving.js";
import { preview } from "./preview.js";
import {
  add, move, nameOf, open, openPlace, read, rowOf, rows, rulesAtArrival, sayName, takeOut,
} from "./stages.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (byId("agenda"));
const place = byId("seen");
const story = JSON.parse(place.dataset.story ?? "{}");
const undo = byId("undo");
const most = Number(form.dataset.limit);
let changed = form.dataset.changed === "yes" || typedBefore();

useWords(JSON.parse(place.dataset.words ?? "{}"), document.documentElement.lang);

/** Whether somebody was faster than this script. */
function typedBefore() {
  const fields = form.querySelectorAll("input.field-input, textarea.field-input");
  return /** @type {HTMLInputElement[]} */ ([...fields]).some(
    (one) => one.value !== one.defaultValue,
  );
}

function draw() {
  const stages = rows().map(read);
  preview(place, stages, openPlace(), story);
  byId("rules").hidden = !rulesAtArrival();
  const n = stages.reduce((sum, stage) => sum + stage.minutes, 0);
  byId("minutes").textContent = tn("{n} minute", "{n} minutes", n);
}

function change() {
  changed = true;
  byId("state").textContent = t("Not saved yet.");
  draw();
}

/** Also tells the page's other modules of a change that nobody has typed. */
function changeStages() {
  change();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {HTMLElement} row */
function moved(row) {
  const values = { stage: nameOf(row), n: rows().indexOf(row) + 1, count: rows().length };
  byId("news").textContent = t("{stage} is now stage {n} of {count}.", values);
  changeStages();
}

/** @param {HTMLElement} row @param {number} by */
function step(row, by) {
  if (move(row, by)) moved(row);
}

function addChosen() {
  if (rows().length >= most) return;
  const row = add(/** @type {HTMLSelectElement} */ (byId("add")).value);
  letGrip(row);
  row.scrollIntoView({ block: "nearest" });
  /** @type {HTMLElement} */ (row.querySelector(".agenda-name")).focus();
  moved(row);
}

/** What was typed in a stage goes with it, so it can be put back. @param {HTMLElement} row */
function removeIt(row) {
  const words = t("{stage} has been removed.", { stage: nameOf(row) });
  for (const id of ["gone", "news"]) byId(id).textContent = words;
  const back = takeOut(row);
  undo.hidden = false;
  byId("put-back").onclick = () => {
    undo.hidden = true;
    back();
    moved(row);
    /** @type {HTMLElement} */ (row.querySelector(".agenda-name")).focus();
  };
  changeStages();
}

/** @type {Record<string, (row: HTMLElement) => void>} */
const ACTS = {
  up: (row) => step(row, -1),
  down: (row) => step(row, 1),
  remove: removeIt,
  open: (row) => (open(row.hasAttribute("data-open") ? "" : (row.dataset.key ?? "")), draw()),
};

/** @param {MouseEvent} event */
function press(event) {
  const pressed = event.target instanceof Element ? event.target.closest("button[name=do]") : null;
  const [act = "", key = ""] = pressed?.getAttribute("value")?.split(":") ?? [];
  const row = rowOf(key);
  if (!pressed || act === "save") return;
  event.preventDefault();
  if (act === "add") addChosen();
  else if (row) ACTS[act]?.(row);
}

/** @param {HTMLElement} row */
function letGrip(row) {
  const grip = /** @type {HTMLElement | null} */ (row.querySelector(".agenda-grip"));
  if (grip) grip.hidden = false;
}

form.addEventListener("click", press);
form.addEventListener("input", (event) => {
  const field = /** @type {HTMLElement} */ (event.target);
  const row = /** @type {HTMLElement | null} */ (field.closest(".agenda-stage"));
  if (row && field.id.startsWith("name-")) sayName(row);
  if (field.id !== "add") change();
});
rows().forEach(letGrip);
letDrag(byId("stages"), moved);
askBeforeLeaving(() => changed);
draw();
