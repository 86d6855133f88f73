import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { quiet, small } from "../../desk/buttons.js";
import { EDITED_WORDS as FIELD, FIRST_WORDS, Merging, drop, sayAs } from "../../desk/lesson-acts.js";
import { LESSON } from "../../rules/for-phones.js";

/**
 * Which words the room sees of what is merged or edited: those of one lesson, or others;
 * undefined once the lesson is gone. @param {Desk} desk */
export function asksWords(desk) {
  const { asked } = desk.atStage(Merging);
  const ids = asked ? new Set([asked.into, ...asked.lessons]) : [];
  const lessons = [...ids].flatMap((id) => desk.room.get(`lessons/${id}`) ?? []);
  const [first, ...others] = lessons;
  if (!first) return undefined;
  const merges = others.length > 0;
  return html`<form class="desk-merge" @submit=${(/** @type {Event} */ event) => send(desk, event)}>
    ${merges
      ? html`<p class="t-name">${t("Choose the words the room will see, or edit them.")}</p>
          <ul class="desk-merge-texts">
            ${lessons.map((lesson, i) => text(desk, lesson, i ? "" : FIRST_WORDS))}
          </ul>`
      : nothing}
    <div class="field">
      <label class="field-label" for=${FIELD}>${t("Edited words")}</label>
      <textarea
        data-gramm="false"
        class="field-input"
        id=${FIELD}
        rows="2"
        dir="auto"
        maxlength=${LESSON}
        required
        autocomplete="off"
        .value=${first.text}
      ></textarea>
    </div>
    <div class="desk-row">
      <button class="button desk-small" type="submit">
        ${merges ? t("Merge with edited words") : t("Save")}
      </button>
      ${quiet(merges ? t("Do not merge") : t("Cancel"), () => void drop(desk))}
    </div>
  </form>`;
}

/** @param {Desk} desk @param {DeskLessonEntry} lesson @param {string} id of its button */
function text(desk, { text: words, language }, id) {
  return html`<li>
    <p class="t-lesson" lang=${language} dir="auto">${words}</p>
    ${small(t("Merge with these words"), () => sayAs(desk, words), words, id)}
  </li>`;
}

/** @param {Desk} desk @param {Event} event */
function send(desk, event) {
  event.preventDefault();
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(FIELD));
  if (field.value.trim()) sayAs(desk, field.value.trim());
}
