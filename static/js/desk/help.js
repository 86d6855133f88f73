import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/** The keys, in a dialog of the page's own. */
export function help() {
  return html`<dialog class="desk-help" id="desk-help" aria-labelledby="desk-help-title">
    <form method="dialog">
      <h2 class="t-heading" id="desk-help-title" tabindex="-1" autofocus>${t("Keyboard")}</h2>
      <dl class="desk-keys">
        ${keys().map(([key, what]) => html`<dt><kbd class="desk-key">${key}</kbd></dt>
          <dd>${what}</dd>`)}
      </dl>
      <h3 class="t-name">${t("In the list of lessons")}</h3>
      <dl class="desk-keys">
        ${ofLessons().map(([key, what]) => html`<dt><kbd class="desk-key">${key}</kbd></dt>
          <dd>${what}</dd>`)}
      </dl>
      <h3 class="t-name">${t("While you look through the cards")}</h3>
      <dl class="desk-keys">
        ${ofCards().map(([key, what]) => html`<dt><kbd class="desk-key">${key}</kbd></dt>
          <dd>${what}</dd>`)}
      </dl>
      <p class="t-small">${t("They do not work while you type in a field.")}</p>
      <button class="button" type="submit">${t("Close")}</button>
    </form>
  </dialog>`;
}

export function openHelp() {
  const dialog = document.getElementById("desk-help");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** @returns {Array<[string, string]>} */
function keys() {
  return [
    [t("Space, right arrow, Page Down"), t("Do what the main button says.")],
    [t("Left arrow, Page Up"), t("Go back one page, or to the previous stage.")],
    [t("Hold Enter on a button"), t("Confirm what cannot be undone.")],
    ["B", t("Cover the room’s screen, or uncover it.")],
    ["D", t("Turn the room’s screen dark or light.")],
    ["?", t("Show this list.")],
  ];
}

/** @returns {Array<[string, string]>} */
function ofLessons() {
  return [
    [t("Up and down arrows"), t("Move from lesson to lesson.")],
    ["M", t("Pick up a lesson; press again on another one to merge it there. Escape cancels.")],
    ["E", t("Edit a lesson’s words.")],
    ["S", t("Split a lesson from the one above it.")],
    ["X", t("Leave a lesson out, or put it back.")],
    [t("U, Ctrl+Z"), t("Undo, step by step.")],
  ];
}

/** @returns {Array<[string, string]>} */
function ofCards() {
  return [
    ["O", t("Open the next card, or close it.")],
    ["J", t("Fine, next card.")],
    ["X", t("Set a card aside and choose why. Press again to put it back.")],
  ];
}
