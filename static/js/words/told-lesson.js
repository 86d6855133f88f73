import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/**
 * What the told story taught, above the list: nobody here lived it, so it is not voted on. Nothing
 * where the desk has put it onto the list.
 * @param {Room} room @param {readonly {text: string}[]} list the lessons that stand on the list
 */
export function toldLesson(room, list) {
  const story = room.get("story");
  const listed = list.some(({ text }) => text === story?.lesson);
  if (!story?.lesson || listed) return nothing;
  return html`<p class="t-small t-second told-lesson">${t("From the story:")}
    <span lang=${story.language} dir="auto">${story.lesson}</span></p>`;
}
