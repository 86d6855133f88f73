import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { momentInWords } from "../../core/hours.js";
import { t, tn } from "../../core/words.js";
import { seam, stageLine } from "../../elements/seam.js";
import { vars } from "../../elements/vars.js";
import { erasedList, lettersWords, sealedWords, trialWords } from "../../words/summary-keeps.js";
import { inASentence } from "../../words/in-a-sentence.js";
import { listed } from "../../words/listed.js";
import { MOST_TAKEN } from "../../rules/for-desks.js";
import "./screen-erasing.js";
import { plans } from "../../projector/paging.js";
import { promise, said } from "../../projector/parts.js";
import { dayInWords } from "../../projector/sentences.js";
import { ownerAndDate, taken, torn } from "../../projector/torn.js";

/** The largest type of the rows, by how many there are. */
const LARGEST = [80, 66, 54, 48, 42];
/** Lines of smallest type to which longer words are cut: no page turns here. */
const CUT = [14, 10, 7, 5, 4, 3, 2].map((lines) => `cut:${lines}`).join(" ");

/**
 * The rooms whose end was seen here before it was sealed: they see the erasing, too. With the tellers
 * to whom phones could write.
 * @type {WeakMap<Room, Letters["to"]>}
 */
const seenOpen = new WeakMap();

/**
 * What leaves the room on one page, each lesson beside its commitment; below it what is kept and what
 * is erased, which at the seal is struck through item by item.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const finish = room.get("finish");
  if (!finish?.sealed) seenOpen.set(room, room.get("letters")?.to ?? seenOpen.get(room) ?? []);
  const erases = Boolean(finish?.sealed && seenOpen.has(room));
  const { rows, alone, more } = onePage(finish);
  return html`<projector-erasing class="projector-finish is-finish" ?data-erases=${erases}>
    ${head(room, finish)} ${line(room, finish)}
    ${rows.length ? list(room, rows, alone) : html`<p class="t-title projector-nothing">${noLesson(finish)}</p>`}
    <div class="projector-finish-foot">
      <p class="t-name">${keptLine(room, finish, more)}</p>
      ${finish?.sealed && !erases ? nothing : goes(room, finish)}
      ${finish?.sealed ? html`<p class="t-label projector-finish-end">${endWords(room, finish)}</p>` : nothing}
    </div>
  </projector-erasing>`;
}

/** @typedef {Finish["commitments"][number]} Kept */
/** @typedef {{ lesson: string, commitment: Kept | undefined }} Row */

/**
 * The rows of the page, whether they are lessons without any commitment, and what of the summary has
 * no place among them.
 * @param {Pick<Finish, "lessons" | "commitments"> | undefined} finish
 * @returns {{ rows: Row[], alone: boolean, more: { lessons: number, commitments: number } }}
 */
export function onePage({ lessons, commitments } = { lessons: [], commitments: [] }) {
  const all = lessons.length
    ? lessons.map((lesson, place) => ({ lesson, commitment: commitments.find((one) => one.lesson === place) }))
    : commitments.map((commitment) => ({ lesson: "", commitment }));
  const rows = all.slice(0, MOST_TAKEN);
  const shown = rows.filter(({ commitment }) => commitment).length;
  return {
    rows,
    alone: !commitments.length,
    more: {
      lessons: Math.max(0, lessons.length - MOST_TAKEN), commitments: commitments.length - shown,
    },
  };
}

/** @param {Room} room @param {Finish | undefined} finish */
function head(room, finish) {
  const { date = "", meets = "" } = finish ?? {};
  const language = languageOf(room);
  const beside = meets
    ? t("We meet again on {day}.", { day: dayInWords(meets, language) })
    : listed([room.get("workshop")?.team, dayInWords(date, language)]);
  return html`<header>
    <p class="t-title projector-finish-title">
      ${finish?.sealed && !finish.lessons.length ? t("Stories stay.") : t("Stories stay. Lessons leave.")}
    </p>
    <p class="t-label t-second" dir="auto">${beside}</p>
  </header>`;
}

/** Whole once all is erased but the lessons. @param {Room} room @param {Finish | undefined} finish */
function line(room, finish) {
  const stages = room.get("agenda")?.stages ?? [];
  const whole = finish?.sealed && finish.lessons.length > 0;
  return html`<div class="projector-finish-line">${stageLine({ stages, position: whole ? stages.length : -1 })}</div>`;
}

/** @param {Finish | undefined} finish */
const noLesson = (finish) => (finish?.sealed ? t("No lesson was kept.") : t("No lesson was chosen."));

/** @param {Room} room @param {Row[]} rows @param {boolean} alone */
function list(room, rows, alone) {
  const place = rows.length - 1;
  const sizes = `${plans("one", LARGEST[place] ?? 42)} ${CUT} under:2 under:1 under:0`;
  const start = rows.length > 3 ? "40%" : "36%";
  const language = languageOf(room);
  return html`<projector-fit class="torn-rows" plans=${sizes} ${vars({ "--start": start })}>
    ${rows.map((one) => (alone
      ? html`<article class="torn-start">${said("t-lesson", one.lesson)}</article>` : row(one, language)))}
  </projector-fit>`;
}

/** @param {Row} one @param {string} language */
function row({ lesson, commitment }, language) {
  const notYet = t("Not taken on yet");
  if (!lesson && commitment) {
    const end = ownerAndDate(commitment, language, notYet);
    return torn({ start: promise("t-card", commitment), end, seed: commitment.will, mended: commitment.owner !== "" });
  }
  return torn({
    start: said("t-lesson", lesson),
    end: commitment ? taken(commitment, language, notYet) : html`<p class="t-small">${notYet}</p>`,
    seed: lesson,
    mended: Boolean(commitment?.owner),
  });
}

/** @param {Room} room @param {Finish | undefined} finish @param {{ lessons: number, commitments: number }} more */
function keptLine(room, finish, more) {
  const also = inASentence([
    more.lessons ? tn("{n} more lesson", "{n} more lessons", more.lessons) : "",
    more.commitments ? tn("{n} more commitment", "{n} more commitments", more.commitments) : "",
  ]);
  const what = also ? t("the summary, with {more}", { more: also }) : t("the summary");
  const words = finish?.sealed ? t("Kept: {what}.", { what }) : t("Will be kept: {what}.", { what });
  return [words, lettersWords(room), trialWords(room.get("workshop"))].filter(Boolean).join(" ");
}

/** What goes, in one row of items. @param {Room} room @param {Finish | undefined} finish */
function goes(room, finish) {
  if (room.get("now")?.phase === "closed") {
    return html`<p class="t-label">${t("Not everything is erased yet. The desk says what is still there.")}</p>`;
  }
  const { letters = [], sealed = false } = finish ?? {};
  const unread = sealed ? (seenOpen.get(room) ?? []).filter(({ place }) => !letters.includes(place)) : [];
  return html`<ul class="t-label projector-erased-items">
    <li>${sealed ? t("Erasing:") : t("Will be erased:")}</li>
    ${erasedList(room.get("agenda")?.stages ?? [], unread).map((words) => html`<li data-erased="false">
      <span class="projector-struck">${words}<span>${seam({ seed: words })}</span></span>
    </li>`)}
  </ul>`;
}

/** @param {Room} room @param {Finish} finish */
const endWords = (room, finish) => `${sealedWords(room)} ${howToKeep(room, finish)}`;

/** @param {Room} room @param {Finish} finish */
function howToKeep(room, { on_laptop, open_until }) {
  if (on_laptop) return t("Save it on your phone now.");
  const moment = momentInWords(open_until, languageOf(room));
  return t("Your phone can get it until {moment}.", { moment });
}

/** @param {Room} room */
const languageOf = (room) => room.get("workshop")?.language ?? "en";
