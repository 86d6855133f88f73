/** @import { Desk } from "./desk.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { small } from "./buttons.js";

/**
 * A link in a field, to be copied.
 * @param {Desk} desk
 * @param {{name: string, label: string, link: string}} what
 */
export function copyRow(desk, { name, label, link }) {
  const id = `desk-copy-${name}`;
  return html`<div class="field desk-copy">
    <label class="field-label" for=${id}>${label}</label>
    <div class="desk-copy-row">
      <input class="field-input" id=${id} readonly .value=${link} @focus=${selectAll} />
      ${small(t("Copy"), () => copy(desk, id, link))}
    </div>
  </div>`;
}

/** @param {Event} event */
function selectAll(event) {
  /** @type {HTMLInputElement} */ (event.target).select();
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
