import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/** Instead of the desk, when the server knows nothing of its workshop: no word of it stays. */
export function away() {
  return html`<main class="desk-away">
    <h1 class="t-title" tabindex="-1">${t("This workshop is not here any more.")}</h1>
    <p class="t-label">
      ${t("It was thrown away or deleted, or this desk was open for very long. The list says which.")}
    </p>
    <a class="button button-main" href="/desk/">${t("To the workshops")}</a>
  </main>`;
}
