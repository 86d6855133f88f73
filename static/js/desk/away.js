import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { seam } from "../elements/seam.js";

/** Instead of the desk, when the server knows nothing of its workshop: no word of it stays. */
export function away() {
  const title = t("This workshop is not here any more.");
  return html`<div class="desk-away">
    <header class="desk-away-top">
      <a class="desk-home t-name" href="/desk/">${t("Workshops")}</a>
    </header>
    <main>
      <h1 class="t-title" tabindex="-1">${title}</h1>
      ${seam({ seed: title })}
      <p class="t-cue">
        ${t("It was thrown away or deleted, or this desk was open for very long. The list says which.")}
      </p>
      <a class="button button-main" href="/desk/">${t("To the workshops")}</a>
    </main>
  </div>`;
}
