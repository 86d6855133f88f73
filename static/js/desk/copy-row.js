import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { small } from "./buttons.js";

/**
 * A link in a field, to be copied, or typed off it: all of it is in view.
 * @param {Desk} desk @param {{name: string, label: string, link: string}} what
 */
export function copyRow(desk, { name, label, link }) {
  const id = `desk-copy-${name}`;
  return html`<div class="field desk-copy">
    <label class="field-label" for=${id}>${label}</label>
    <div class="desk-copy-row">
      <textarea class="field-input field-link" id=${id} readonly rows=${rowsOf(link)} dir="ltr"
        spellcheck="false" .value=${link} @focus=${selectAll}></textarea>
      ${small(t("Copy"), () => copy(desk, id, link))}
    </div>
  </div>`;
}

/** How many characters of a link a narrow column has room for. */
const IN_A_ROW = 26;

/** For browsers whose fields do not grow with what is in them. @param {string} link */
const rowsOf = (link) => Math.ceil(link.length / IN_A_ROW);

/** @param {Event} event */
function selectAll(event) {
  /** @type {HTMLTextAreaElement} */ (event.target).select();
}

/**
 * There is no clipboard on plain http in a LAN: there the text is selected, ready for the keys.
 * @param {Desk} desk @param {string} id @param {string} link
 */
async function copy(desk, id, link) {
  try {
    await navigator.clipboard.writeText(link);
    desk.say(t("Copied."));
  } catch {
    document.getElementById(id)?.focus();
    desk.say(t("The link is selected. Copy it with Ctrl and C, or Command and C."));
  }
}
