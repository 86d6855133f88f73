import { html, nothing, svg } from "../../../vendor/lit-html/lit-html.js";
import { momentInWords } from "../../core/hours.js";
import { t } from "../../core/words.js";
import { LENGTH, pointList, RISE, seam, stageLine, stagePoints } from "../../elements/seam.js";
import { erasedWords, keptInTwo, lettersWords, sealedWords } from "../../words/summary-keeps.js";
import { comma, listed } from "../../words/listed.js";
import { erasedLines } from "./screen-erasing.js";
import { plans } from "../../projector/paging.js";
import { fitted, said } from "../../projector/parts.js";
import { dayInWords } from "../../projector/sentences.js";
import { taken } from "../../projector/torn.js";

/** Up to so many letters stand large beside the word that they are erased. */
const ONE_LINE = 48;

/**
 * The rooms whose end was seen here before it was sealed: they see the erasing, too. With the tellers
 * to whom phones could write.
 * @type {WeakMap<Room, Letters["to"]>}
 */
const seenOpen = new WeakMap();

/**
 * What leaves the room and what is kept; at the seal first what is erased, line by line.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const finish = room.get("finish");
  if (!finish?.sealed) seenOpen.set(room, room.get("letters")?.to ?? seenOpen.get(room) ?? []);
  if (!finish?.sealed || !seenOpen.has(room)) return kept(room, finish);
  return html`<projector-erasing>${erasing(room, finish)}${kept(room, finish)}</projector-erasing>`;
}

/** @param {Room} room @param {Finish} finish */
function erasing(room, { letters }) {
  const unread = (seenOpen.get(room) ?? []).filter(({ place }) => !letters.includes(place));
  const lines = erasedLines(room.get("agenda")?.stages ?? [], unread);
  const [counted, also] = keptInTwo(room);
  return html`<div class="projector-finish is-finish projector-erased">
    ${head(room, t("This is being erased now"))}
    <ul class="projector-erased-lines" ?data-long=${lines.some((words) => words.length > ONE_LINE)}>
      ${lines.map((words) => html`<li class="t-lesson" data-erased="false">
        <span class="projector-struck">${words}<span>${seam({ seed: words })}</span></span>
        <span class="t-label">${t("erased")}</span>
      </li>`)}
    </ul>
    ${line(room, true)}
    <div class="projector-finish-paper">
      <p class="t-heading">${counted}</p>
      <p class="t-label t-second">${also} ${t("The line closes when the rest is gone.")}</p>
    </div>
  </div>`;
}

/** @param {Room} room @param {Finish | undefined} finish */
function kept(room, finish) {
  const nothingKept = finish?.sealed && !finish.lessons.length;
  return html`<div class="projector-finish is-finish projector-kept">
    ${head(room, nothingKept ? t("Stories stay.") : t("Stories stay. Lessons leave."))}
    ${line(room, Boolean(finish?.sealed) && !nothingKept)}
    <div class="projector-finish-paper">
      ${nothingKept
        ? html`<p class="t-title projector-nothing">
            ${finish?.letters.length
              ? `${sealedWords(room)} ${t("No lesson was kept.")}`
              : t("Everything else is erased. No lesson was kept.")}</p>`
        : list(room, finish)}
      <div class="projector-finish-foot">
        ${again(finish, languageOf(room))}
        <p class="t-label t-second projector-finish-kept">
          ${nothingKept ? nothing : foot(room, finish)} <span class="projector-turned"></span>
        </p>
      </div>
    </div>
  </div>`;
}

/** @param {Room} room @param {string} title */
function head(room, title) {
  const day = dayInWords(room.get("finish")?.date ?? "", languageOf(room));
  return html`<header>
    <p class="t-title projector-finish-title">${title}</p>
    <p class="t-label t-second" dir="auto">${listed([room.get("workshop")?.team, day])}</p>
  </header>`;
}

/** @param {Room} room @param {boolean} closes whether the line is whole, or becomes so */
function line(room, closes) {
  const stages = room.get("agenda")?.stages ?? [];
  const edge = pointList(stagePoints(stages));
  return html`<div class="projector-finish-line">
    <svg viewBox="0 0 ${LENGTH} ${RISE}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<polygon points="${edge} ${LENGTH},${RISE} 0,${RISE}"></polygon>`}
    </svg>${stageLine({ stages, position: closes ? stages.length : -1 })}
  </div>`;
}

/** Each lesson, and beside it what is taken on for it. @param {Room} room @param {Finish | undefined} finish */
function list(room, finish) {
  const { lessons = [], commitments = [] } = finish ?? {};
  if (!commitments.length) {
    return fitted(`${plans("one", lessons.length > 1 ? 72 : 104, 48)} ${plans("two", 48)}`, html`<ul class="projector-alone-list">
      ${lessons.map((lesson) => html`<li>${said("t-lesson", lesson)}</li>`)}
    </ul>`);
  }
  const other = commitments.some((one) => one.lesson < 0) ? [""] : [];
  return fitted(plans("one", lessons.length > 2 ? 54 : 66), html`<ul class="projector-kept-rows">
    ${[...lessons, ...other].map((lesson, place) => html`<li>
      ${lesson ? said("t-lesson", lesson) : html`<p></p>`}
      <div>${beside(room, commitments, lesson ? place : -1)}</div>
    </li>`)}
  </ul>`);
}

/** @param {Room} room @param {Finish["commitments"]} commitments @param {number} place */
function beside(room, commitments, place) {
  const these = commitments.filter(({ lesson }) => lesson === place);
  if (!these.length) return html`<p class="t-label t-second">${t("Nobody has taken this on yet.")}</p>`;
  return these.map((one) => taken(one, languageOf(room), comma()));
}

/** @param {Finish | undefined} finish @param {string} language */
function again(finish, language) {
  if (!finish?.meets) return nothing;
  const day = dayInWords(finish.meets, language);
  return html`<p class="t-label">${t("We meet again on {day}.", { day })}</p>`;
}

/** @param {Room} room @param {Finish | undefined} finish */
function foot(room, finish) {
  if (finish?.sealed) {
    return `${sealedWords(room)} ${howToKeep(room, finish)}`;
  }
  if (room.get("now")?.phase === "closed")
    return t("Not everything is erased yet. The desk says what is still there.");
  const letters = lettersWords(room);
  return letters
    ? `${t("The summary will be kept.")} ${letters} ${erasedWords()}`
    : t("Only the summary will be kept; everything else will be erased.");
}

/** @param {Room} room @param {Finish} finish */
function howToKeep(room, { on_laptop, open_until }) {
  if (on_laptop) return t("Save it on your phone now.");
  const moment = momentInWords(open_until, languageOf(room));
  return t("Your phone can get it until {moment}.", { moment });
}

/** @param {Room} room */
const languageOf = (room) => room.get("workshop")?.language ?? "en";
