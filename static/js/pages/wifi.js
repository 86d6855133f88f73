/**
 * The Wi-Fi of the last workshop, kept in the facilitator's browser for the next one. It is in no
 * backup: what the server keeps of it goes with the workshop.
 */

const KEY = "wifi";
const NEVER = "never";

/** @typedef {{name: string, password: string, hidden: boolean}} Wifi */

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

/** @template T @param {(store: Storage) => T} use @returns {T | null} null where nothing is kept */
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

/** Lays what was kept into empty fields, and keeps what is sent. @param {HTMLFormElement} form */
export function keepWifi(form) {
  const kept = stored((store) => store.getItem(KEY));
  input("wifi_keep").checked = kept !== NEVER;
  if (kept && kept !== NEVER && !input("wifi").value) fill(kept);
  form.addEventListener("submit", () => stored((store) => store.setItem(KEY, typed())));
}

/** @param {string} kept */
function fill(kept) {
  /** @type {Wifi} */
  const { name, password, hidden } = JSON.parse(kept);
  input("wifi").value = name;
  input("wifi_password").value = password;
  input("wifi_hidden").checked = hidden;
}

/** @returns {string} */
function typed() {
  if (!input("wifi_keep").checked) return NEVER;
  /** @type {Wifi} */
  const wifi = {
    name: input("wifi").value,
    password: input("wifi_password").value,
    hidden: input("wifi_hidden").checked,
  };
  return JSON.stringify(wifi);
}
