/** The Wi-Fi's fields of a new workshop: filled with what was kept, kept when they are sent. */

import { keepWifi, keptWifi, mayKeep } from "../core/kept-wifi.js";

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

/** @param {HTMLFormElement} form */
export function fillWifi(form) {
  const kept = keptWifi();
  input("wifi_keep").checked = mayKeep();
  if (kept && !input("wifi").value) {
    input("wifi").value = kept.name;
    input("wifi_password").value = kept.password;
    input("wifi_hidden").checked = !kept.shown;
  }
  form.addEventListener("submit", () => keepWifi(input("wifi_keep").checked ? typed() : null));
}

function typed() {
  return {
    name: input("wifi").value.trim(),
    password: input("wifi_password").value.trim(),
    shown: !input("wifi_hidden").checked,
  };
}
