/**
 * Asks for a story, a question a page, on a phone that came by a link, and sends it. Without this the
 * same form shows all of its questions at once.
 */

import { fieldsOf, isTick } from "./form-fields.js";
import { fillFromDraft, forgetDraft, keepDraft } from "./tell-draft.js";
import { sayLimits } from "./tell-limits.js";
import { sendOnce } from "./tell-sending.js";
import { proposedTitle } from "./tell-title.js";

const ABOVE = ["context", "happened", "turn"];
const TOLD = [...ABOVE, "now", "lesson"];

/** @param {(name: string) => string} textOf  what was typed in a field */
function drawSheet(textOf) {
  const upper = ABOVE.map((name) => said("t-cue", textOf(name)));
  const lower = [said("t-cue", textOf("now")), said("t-lesson", textOf("lesson"))];
  put("upper", [said("t-lesson tell-title", textOf("title")), ...upper]);
  put("lower", lower);
  sayIfTooMuch(textOf);
}

/** Where all is told at once there is a limit for all of it. @param {(name: string) => string} textOf */
function sayIfTooMuch(textOf) {
  const notice = document.getElementById("too-much");
  if (!notice) return;
  const length = TOLD.reduce((sum, name) => sum + [...textOf(name)].length, 0);
  notice.hidden = length <= Number(notice.dataset.most);
}

/** @param {string} kind @param {string} text */
function said(kind, text) {
  const line = document.createElement("p");
  line.className = kind;
  line.dir = "auto";
  line.textContent = text;
  return line;
}

/** @param {string} id @param {HTMLElement[]} lines */
function put(id, lines) {
  document.getElementById(id)?.replaceChildren(...lines.filter((line) => line.textContent));
}

const WORDS = ["context", "happened", "turn", "now", "lesson", "title"];

const form = /** @type {HTMLFormElement} */ (document.getElementById("tell"));
const pages = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-page]")]);
const [back, next, send, stays, line, where, later, erase] = [
  "back", "next", "send", "stays", "line", "where", "later", "erase",
].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
const last = pages.length - 1;
const kept = { page: stays.textContent ?? "", works: true };
let at = 0;

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (document.getElementById(name));
/** @param {string} name */
const textOf = (name) => field(name).value.trim();

function keep() {
  const works = keepDraft(form, pages[at]?.dataset.page);
  kept.works = works;
  drawLine();
  sayWhereItIs();
}

/** Gold as far as there are answers. */
function drawLine() {
  const answered = WORDS.filter(textOf).length;
  line.style.setProperty("--done", String(answered / WORDS.length));
}

function sayWhereItIs() {
  const { sends = "", lost = "" } = stays.dataset;
  const words = at === last ? sends : kept.works ? kept.page : lost;
  if (stays.textContent !== words) stays.textContent = words;
}

/** Shows a page. @param {number} to */
function show(to) {
  at = to;
  const page = /** @type {HTMLElement} */ (pages[at]);
  prepare(page.dataset.page ?? "");
  for (const one of pages) one.hidden = one !== page;
  back.hidden = at === 0;
  later.hidden = at === 0;
  next.hidden = at === last;
  send.hidden = at !== last;
  next.textContent = page.dataset.leads ?? "";
  where.textContent = page.dataset.where ?? "";
  keep();
}

/** @param {string} name  the page that is about to be shown */
function prepare(name) {
  if (name === "title" && !textOf("title")) field("title").value = proposedTitle(textOf("happened"));
  if (name === "read") drawSheet(textOf);
  const before = pages[at]?.querySelector(".tell-before");
  const words = pages.slice(0, at).map(({ dataset }) => dataset.page ?? "").filter(isAnswered).pop();
  if (!(before instanceof HTMLElement)) return;
  before.hidden = !words;
  before.textContent = words ? textOf(words) : "";
}

/** @param {string} name */
const isAnswered = (name) => WORDS.includes(name) && Boolean(textOf(name));

/** Goes to a page as somebody who reads it: from its heading on. @param {number} to */
function goTo(to) {
  show(to);
  scrollTo(0, 0);
  const heading = /** @type {HTMLElement} */ (pages[at]?.querySelector("h2"));
  heading.focus({ preventScroll: true });
}

/** @param {Element | null | undefined} notice  says that a choice is missing */
const isChosen = (notice) => !(notice instanceof HTMLElement) ||
  Boolean(form.querySelector(`[name=${notice.dataset.needs}]:checked`));

/** True if this page lacks a choice. It says so here, not only once the story is sent. */
function lacksChoice() {
  const notice = pages[at]?.querySelector("[data-needs]");
  const lacks = !isChosen(notice);
  notice?.toggleAttribute("hidden", !lacks);
  return lacks;
}

/** What was missing and has been chosen is no longer asked for. */
function takeBackNotices() {
  for (const one of form.querySelectorAll("[data-needs]")) {
    if (isChosen(one)) one.setAttribute("hidden", "");
  }
}

function goOn() {
  if (lacksChoice()) return;
  goTo(at + 1);
  history.pushState({ at, depth: depth() + 1 }, "");
}

/** As the browser's own Back goes, where somebody has come this way. */
function goBack() {
  if (depth()) return history.back();
  goTo(at - 1);
  history.replaceState({ at, depth: 0 }, "");
}

/** How many pages somebody has gone on here. @returns {number} */
const depth = () => history.state?.depth ?? 0;

/** What a naming leaves out is not sent. */
function chooseNaming() {
  const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=naming]:checked"));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-of]"))) {
    const left = part.dataset.of !== chosen?.value;
    part.hidden = left;
    for (const one of part.querySelectorAll("input")) one.disabled = left;
  }
}

function eraseAll() {
  forgetDraft(form.dataset.draft ?? "");
  for (const one of fieldsOf(form)) {
    if (isTick(one)) one.checked = false;
    else if (one.id !== "language") one.value = "";
  }
  /** @type {HTMLDetailsElement} */ (later).open = false;
  chooseNaming();
  goTo(0);
  forgetDraft(form.dataset.draft ?? "");
  stays.textContent = erase.dataset.erased ?? "";
}

/** The page to begin with: where something is missing, else the one that was left. @param {string} left */
function first(left) {
  const faulty = pages.findIndex((page) => page.querySelector(".notice:not([hidden])"));
  const was = pages.findIndex(({ dataset }) => dataset.page === left);
  return Math.max(0, faulty >= 0 ? faulty : was);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (at < last) goOn();
  else sendOnce(form);
});
form.addEventListener("input", keep);
form.addEventListener("change", chooseNaming);
form.addEventListener("change", takeBackNotices);
next.addEventListener("click", goOn);
back.addEventListener("click", goBack);
erase.addEventListener("click", eraseAll);
addEventListener("popstate", ({ state }) => goTo(state?.at ?? 0));

const left = fillFromDraft(form);
chooseNaming();
show(first(left));
sayLimits(form);
history.replaceState({ at, depth: depth() }, "");
form.dataset.stepped = "";
