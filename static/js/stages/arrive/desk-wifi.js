/** @import { Wifi } from "../../protocol.js" */
/** @import { Desk } from "../../desk/desk.js" */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { keepWifi, mayKeep } from "../../core/kept-wifi.js";
import { t } from "../../core/words.js";
import { small } from "../../desk/buttons.js";
import { WIFI_PASSWORD } from "../../rules/for-desks.js";
import { NOTE } from "../../rules/for-phones.js";

class WifiForm {
  isOpen = false;
}

/** The room's Wi-Fi, and the way to change it. @param {Desk} desk */
export function wifi(desk) {
  const known = desk.room.get("wifi");
  if (desk.atStage(WifiForm).isOpen) return form(desk, known);
  return html`<div class="desk-wifi">
    <h3 class="t-name">${t("Wi-Fi for the room")}</h3>
    <p>${known ? words(known) : t("No Wi-Fi is shown.")}</p>
    ${small(known ? t("Change the Wi-Fi") : t("Show a Wi-Fi network"), () => opens(desk, true))}
  </div>`;
}

/** @param {Desk} desk @param {boolean} isOpen */
function opens(desk, isOpen) {
  desk.change((own) => (own.atStage(WifiForm).isOpen = isOpen));
}

/** @param {Wifi} wifi */
function words({ name, password, shown, qr }) {
  if (!qr.length) return name;
  if (!password) return t("{name}, an open network", { name });
  return shown
    ? t("{name}, with its password as text and as a code", { name })
    : t("{name}, with its password as a code only", { name });
}

/** @param {Desk} desk @param {Wifi | undefined} known */
function form(desk, known) {
  return html`<form
    class="desk-wifi desk-wifi-form"
    @submit=${(/** @type {SubmitEvent} */ event) => keep(desk, event)}
  >
    <h3 class="t-name">${t("Wi-Fi for the room")}</h3>
    ${field("name", t("Wi-Fi name"), known?.name ?? "")}
    ${field("password", t("Wi-Fi password"), known?.password ?? "")}
    <p class="field-hint">
      ${t("Leave it empty for an open network. It is not sent to phones.")}
    </p>
    <label class="tick">
      <input class="tick-box" type="checkbox" name="hidden" ?checked=${known && !known.shown} />
      <span class="tick-text">${t("Show the password only as a code, not as text")}</span>
    </label>
    <div class="desk-row">
      <button class="button desk-small" type="submit">${t("Save")}</button>
      <button
        class="button-quiet"
        type="button"
        @click=${() => opens(desk, false)}
      >
        ${t("Leave it as it is")}
      </button>
    </div>
  </form>`;
}

/** @param {string} name @param {string} label @param {string} value */
function field(name, label, value) {
  const id = `desk-wifi-${name}`;
  return html`<div class="field">
    <label class="field-label" for=${id}>${label}</label>
    <input
      data-gramm="false"
      class="field-input"
      id=${id}
      name=${name}
      value=${value}
      maxlength=${name === "password" ? WIFI_PASSWORD : NOTE}
      dir="auto"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
    />
  </div>`;
}

/** @param {Desk} desk @param {SubmitEvent} event */
async function keep(desk, event) {
  event.preventDefault();
  const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  const [name, password] = [`${given.get("name")}`.trim(), `${given.get("password")}`.trim()];
  const shown = given.get("hidden") === null;
  const answer = await desk.press({ type: "set_wifi", name, password, shown });
  if ("refused" in answer) return;
  // Whoever helps opens no workshop: what is of use here must not stay on their laptop.
  if (name && desk.whole && mayKeep()) keepWifi({ name, password, shown });
  opens(desk, false);
}
