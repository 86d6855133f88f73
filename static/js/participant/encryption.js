import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Whether others on the way can read what this page sends.
 * @param {{protocol: string, hostname: string}} place
 */
export function isListenable({ protocol, hostname }) {
  return protocol === "http:" && !LOOPBACK.test(hostname);
}

/** What an unencrypted connection means; nothing where it is encrypted. */
export function wifiNote(place = location) {
  if (!isListenable(place)) return nothing;
  return html`<p class="notice">${t(
    "Others can listen in on this Wi-Fi: the connection is not encrypted. Someone with the skills " +
      "could read what you send and see which phone it comes from.",
  )}</p>`;
}
