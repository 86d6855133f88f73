/** The receipt of a story: what was typed goes from this phone, and the link is copied or shared. */

import "../elements/qr.js";
import "./hold-to-send.js";
import { forgetDraft } from "./tell-draft.js";
/** @import { QrCode } from "../elements/qr.js" */

const page = /** @type {HTMLElement} */ (document.getElementById("receipt"));
const link = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("link"));
const [said, erased, copy, share] = ["said", "erased", "copy", "share"]
  .map((id) => document.getElementById(id));

const gone = forgetDraft(page.dataset.sent ?? "");
if (erased) erased.hidden = !gone;

for (const code of document.querySelectorAll("qr-code")) {
  const drawn = /** @type {QrCode} */ (code);
  drawn.rows = drawn.dataset.rows?.split(" ") ?? [];
}

/** There is no clipboard on plain http in a LAN: there the text is selected. */
copy?.addEventListener("click", async () => {
  if (!link || !said) return;
  try {
    await navigator.clipboard.writeText(link.value);
    said.textContent = copy.dataset.copied ?? "";
  } catch {
    link.select();
    said.textContent = copy.dataset.selected ?? "";
  }
});

if (share) share.hidden = !("share" in navigator);
share?.addEventListener("click", () => navigator.share({ url: link?.value }).catch(() => {}));
