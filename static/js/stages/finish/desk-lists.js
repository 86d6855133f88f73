import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { seam } from "../../elements/seam.js";
import { erasedList, keptList, lettersWords } from "../../words/summary-keeps.js";

/** What is kept and what is erased, to be said aloud: two lists on one torn sheet. @param {Desk} desk */
export function keptAndErasedLists({ room, agenda }) {
  const letters = lettersWords(room);
  return html`<div class="desk-torn">
    <section>
      <h3 class="t-title">${t("What is kept")}</h3>
      <ul>
        ${keptList(room).map(({ n, words }) => html`<li>
          ${n === null ? nothing : html`<span class="t-count">${n}</span>`} ${words}
        </li>`)}
      </ul>
    </section>
    <div class="desk-torn-seam">${seam({ seed: "kept and erased", vertical: true })}</div>
    <section>
      <h3 class="t-title t-second">${t("What is erased")}</h3>
      <ul>
        ${room.get("leader")?.text ? html`<li>${leadersWords()}</li>` : nothing}
        ${erasedList(agenda.stages).map((words) => html`<li>${words}</li>`)}
      </ul>
    </section>
  </div>
  ${letters ? html`<p class="t-small">${letters}</p>` : nothing}`;
}

const leadersWords = () => t("The leader’s story, unless it was given to the library");
