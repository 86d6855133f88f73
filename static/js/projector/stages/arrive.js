import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { hereSentence } from "../numbers.js";
import { plans } from "../paging.js";
import { fitted, said } from "../parts.js";
import { spacedCode, typedAddress } from "../sentences.js";
import { heads } from "../shown.js";
import { tally } from "../tally.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Workshop } from "../../protocol.js" */

/**
 * The way in: the Wi-Fi's name, then the code.
 * @param {Room} room
 * @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const workshop = room.get("workshop");
  if (!workshop) return nothing;
  return html`<div class="projector-arrive" ?data-wifi=${Boolean(workshop.wifi)}>
    <div class="projector-arrive-title">
      ${fitted(plans("one", 92), html`
        <p class="t-label t-second projector-arrive-team" dir="auto">${workshop.team}</p>
        ${said("t-title", workshop.title, workshop.language)}`)}
    </div>
    <div class="projector-arrive-here">
      ${tally(heads(room) ?? 0)}
      <p class="t-heading">${hereSentence(heads(room))}</p>
      <p class="t-small">${t("No account, no e-mail, no app.")}</p>
      ${workshop.remote
        ? nothing
        : html`<p class="t-small">${t("No phone? Take a paper card.")}</p>`}
    </div>
    ${workshop.wifi ? wifi(workshop.wifi) : nothing} ${join(workshop)}
  </div>`;
}

/** @param {string} name */
function wifi(name) {
  return html`<section class="projector-arrive-wifi">
    ${numbered("1", t("Wi-Fi"))}
    <p class="t-label t-second">${t("Connect to this network:")}</p>
    ${fitted(plans("one", 72), html`<p class="projector-arrive-network" dir="auto">
      ${name.split(" ").map((word) => html`<span>${word}</span> `)}
    </p>`)}
  </section>`;
}

/** @param {Workshop} workshop */
function join({ wifi: network, join_qr, code, address }) {
  return html`<section class="projector-arrive-join">
    ${numbered(network ? "2" : "", t("Join"))}
    <qr-code .rows=${join_qr} label=${t("Scan to join")}></qr-code>
    <p class="t-code" dir="ltr">${spacedCode(code)}</p>
    <p class="join-address" dir="ltr">${typedAddress(address)}</p>
  </section>`;
}

/**
 * @param {string} number
 * @param {string} words
 */
function numbered(number, words) {
  return html`<h2 class="t-statement">
    ${number ? html`<span class="projector-arrive-number">${number}</span>` : nothing} ${words}
  </h2>`;
}
