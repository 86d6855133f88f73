/** The Wi-Fi's fields of a new workshop: filled with what was kept, kept when they are sent. */

import { keepWifi, keptWifi, mayKeep } from "../core/kept-wifi.js";

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

const FIELDS = ["wifi", "wifi_password", "wifi_hidden"];

/** @param {string} id */
function isUntouched(id) {
  const { type, value, defaultValue, checked, defaultChecked } = input(id);
  return type === "checkbox" ? checked === defaultChecked : value === defaultValue;
}

/** @param {HTMLFormElement} form */
export function fillWifi(form) {
  const kept = keptWifi();
  // This module may come late: what was typed or ticked before it came is somebody's own choice.
  if (isUntouched("wifi_keep")) input("wifi_keep").checked = mayKeep();
  if (kept && FIELDS.every(isUntouched) && !input("wifi").value) {
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
