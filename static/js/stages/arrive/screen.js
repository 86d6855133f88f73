import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { hereSentence } from "../../projector/numbers.js";
import { plans } from "../../projector/paging.js";
import { fitted, said } from "../../projector/parts.js";
import { spacedCode, typedAddress } from "../../projector/sentences.js";
import { CODE_LENGTH } from "../../rules/for-desks.js";
import { heads } from "../../projector/shown.js";
import { tally } from "./screen-tally.js";
import { stage as rules } from "../ground-rules/screen.js";

/**
 * The way in: the Wi-Fi, then the code; behind a closed door who is here, and that nobody else comes.
 * On a page of their own, the rules.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const workshop = room.get("workshop");
  if (!workshop) return nothing;
  if (room.get("now")?.step) return rules(room);
  const shut = workshop.door_closed;
  const network = workshop.remote || shut ? undefined : room.get("wifi");
  return html`<div class="projector-arrive" ?data-wifi=${Boolean(network)} ?data-shut=${shut}>
    <div class="projector-arrive-title">
      ${fitted(plans("one", shut ? 120 : 92), html`
        <p class="t-label t-second projector-arrive-team" dir="auto">${workshop.team}</p>
        ${said("t-title", workshop.title, workshop.language)}`)}
    </div>
    <div class="projector-arrive-here">
      ${tally(heads(room) ?? 0)}
      <p class="t-heading">${hereSentence(heads(room))}</p>
      ${shut ? closed() : html`<p class="t-small">${t("No account, no e-mail, no app.")}</p>`}
      ${workshop.remote
        ? nothing
        : html`<p class="t-small">${t("No phone? Take a paper card.")}</p>`}
    </div>
    ${network ? wifi(network) : nothing} ${shut ? nothing : join(workshop, Boolean(network))}
  </div>`;
}

/** @param {Wifi} network */
function wifi({ name, password, shown, qr }) {
  return html`<section class="projector-arrive-wifi">
    ${numbered("1", t("Join the Wi-Fi"))}
    ${qr.length
      ? html`<qr-code .rows=${qr} label=${t("Scan to join the Wi-Fi {name}", { name })}></qr-code>`
      : nothing}
    ${fitted(plans("one", 48), html`<p class="projector-arrive-network">
        <bdi>${name.split(" ").map((word) => html`<span>${word}</span> `)}</bdi>
      </p>
      ${shown && password
        ? html`<p class="projector-arrive-password">
            <span class="t-small t-second">${t("Password")}</span> <bdi>${password}</bdi>
          </p>`
        : nothing}`)}
  </section>`;
}

/** @param {Workshop} workshop @param {boolean} second whether the Wi-Fi comes first */
function join({ join_qr, code, address }, second) {
  return html`<section class="projector-arrive-join">
    ${numbered(second ? "2" : "", t("Join"))}
    <qr-code .rows=${join_qr} label=${t("Scan to join")}></qr-code>
    <p class="t-code" dir="ltr" ?data-whole=${code.length > CODE_LENGTH}>${spacedCode(code)}</p>
    <p class="join-address"><span class="t-small t-second">${t("Or enter it at")}</span>
      <bdi dir="ltr">${typedAddress(address)}</bdi></p>
  </section>`;
}

const closed = () => html`<p class="t-statement">${t("The door is closed.")}</p>
  <p class="t-small">${t("No new devices can join now.")}</p>`;

/** @param {string} number @param {string} words */
function numbered(number, words) {
  return html`<h2 class="t-statement">
    ${number ? html`<span class="projector-arrive-number">${number}</span>` : nothing} ${words}
  </h2>`;
}
