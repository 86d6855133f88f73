/** Copies what the team is told, as it was changed on this page. */
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById("text"));
const copy = /** @type {HTMLElement} */ (document.getElementById("copy"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));

/** There is no clipboard on plain http in a LAN: there the text is selected, ready for the keys. */
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(text.value);
    said.textContent = copy.dataset.copied ?? "";
  } catch {
    text.focus();
    text.select();
    said.textContent = copy.dataset.selected ?? "";
  }
});
