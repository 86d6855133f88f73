import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { seam } from "../../elements/seam.js";
import { plans } from "../../projector/paging.js";
import { said } from "../../projector/parts.js";
import { chosenLessons, commitmentFor, currentStage } from "../../projector/shown.js";
import { taken, torn } from "../../projector/torn.js";

/** From so many letters on, the frame is set in smaller type, on two lines. */
const LONG_FRAME = 36;
/** From so many lessons on, the frame leaves them more of the height. */
const MANY = 5;
/** The largest type of their sheets, by how many lessons there are. */
const LARGEST = [66, 54, 44];

/**
 * The frame once, large; below it the chosen lessons, each with its commitment: mended once somebody
 * has taken it.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const chosen = chosenLessons(room);
  const prompt = currentStage(room)?.prompt || t("If ___ happens, I or we will ___");
  if (!chosen.length) {
    return html`<div class="projector-commit" data-alone>${frame(prompt, false)}</div>`;
  }
  const rows = chosen.map((lesson) => ({ lesson, commitment: commitmentFor(room, lesson.id) }));
  const begun = rows.some(({ commitment }) => commitment?.owner);
  const language = room.get("workshop")?.language ?? "en";
  const many = chosen.length >= MANY;
  return html`<div class="projector-commit">
    ${frame(prompt, many)}
    <projector-fit class="torn-rows" ?data-many=${many}
      plans="${plans("one", LARGEST[chosen.length - 1] ?? 40)} ${plans("under", 40)}">
      ${rows.map(({ lesson, commitment }) => row(lesson, commitment, begun, language))}
    </projector-fit>
  </div>`;
}

/** Its blanks are open cracks; a mark behind one stays with it. @param {string} prompt @param {boolean} many */
function frame(prompt, many) {
  const [first = "", ...rest] = prompt.split(/_{2,}/u);
  return html`<p class="t-title projector-frame" dir="auto" ?data-many=${many}
    ?data-long=${prompt.length > LONG_FRAME}>
    <span>${first}</span>
    ${rest.map((part, place) => {
      const [, mark = "", words = ""] = /^([\s.:,;،؛…]*)(.*)$/su.exec(part) ?? [];
      return html`<span class="projector-blank"
          ><span>${seam({ seed: `${place}${prompt}` })}</span>${mark.trim()}</span>
        ${words ? html`<span>${words}</span>` : nothing}`;
    })}
  </p>`;
}

/**
 * @param {Lesson} lesson @param {Commitment | undefined} commitment
 * @param {boolean} begun whether somebody has taken one of them
 * @param {string} language
 */
function row(lesson, commitment, begun, language) {
  return torn({
    start: said("t-lesson", lesson.text, lesson.language),
    end: commitment ? taken(commitment, language, t("Still open")) : open(lesson, begun),
    seed: lesson.text,
    mended: Boolean(commitment?.owner),
  });
}

/** A line to write on. @param {Lesson} lesson @param {boolean} begun */
function open(lesson, begun) {
  return html`<div class="torn-open">
    ${begun ? html`<p class="t-small">${t("Still open")}</p>` : nothing}
    ${seam({ seed: `${lesson.text}.` })}
  </div>`;
}
