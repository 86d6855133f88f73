import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { answersWords, ask } from "./desk-reach.js";

/** @typedef {{name: string, words: string[]}} Step */

/** What to try when no page comes, in the order in which it costs least. @param {Desk} desk */
export function reachHelp(desk) {
  const { address } = desk.workshop;
  const found = answersWords(address);
  return html`<details class="desk-reach" @toggle=${(/** @type {Event} */ event) => opened(desk, event)}>
    <summary class="button-quiet">${t("No page on the phone?")}</summary>
    ${found ? html`<p class="notice" role="status">${found}</p>` : nothing}
    <ol class="desk-steps">
      ${steps(desk).map(({ name, words }) => html`<li>
        <strong>${name}</strong> ${words.map((one) => html`<p>${one}</p>`)}
      </li>`)}
    </ol>
  </details>`;
}

/** @param {Desk} desk @param {Event} event */
function opened(desk, event) {
  const { open } = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (open) ask(desk);
}

/** @param {Desk} desk @returns {Step[]} */
function steps(desk) {
  const { system, addresses } = desk.desk;
  if (desk.workshop.join_url.startsWith("https:")) return [internet()];
  return [
    sameWifi(),
    ...(desk.whole && addresses.length > 1 ? [another()] : []),
    vpn(),
    ...firewalls(system, portOf(desk.workshop.address)),
    apart(),
    ownNetwork(),
  ];
}

/** @param {string} address */
const portOf = (address) => /:(\d+)\/?$/.exec(address)?.[1] ?? "80";

/** @returns {Step} */
const internet = () => ({
  name: t("Is the phone online?"),
  words: [t("Open any other page on it. On guest Wi-Fi, sign in on the page that appears first.")],
});

/** @returns {Step} */
const sameWifi = () => ({
  name: t("Is the phone on the same Wi-Fi as the laptop?"),
  words: [
    t("Compare the two names letter by letter; offices often have several."),
    t("Turn off the phone’s mobile data: it may prefer that to Wi-Fi without internet."),
  ],
});

/** @returns {Step} */
const another = () => ({
  name: t("Try another address"),
  words: [
    t("A laptop with a cable, a docking station or a VPN has several; only one is on the phones’ " +
      "Wi-Fi. Choose another in the list above and scan again."),
  ],
});

/** @returns {Step} */
const vpn = () => ({
  name: t("Is a VPN on?"),
  words: [
    t("Turn it off during the workshop, on the laptop first, then on the phone."),
  ],
});

/**
 * The laptop's own first, the others behind it: the facilitator may help at another one.
 * @param {string} system @param {string} port @returns {Step[]}
 */
function firewalls(system, port) {
  const known = { windows, macos, linux };
  const own = Object.entries(known).filter(([name]) => name === system);
  return (own.length ? own : Object.entries(known)).map(([, step]) => step(port));
}

/** @returns {Step} */
const windows = () => ({
  name: t("Does the Windows firewall allow Python?"),
  words: [
    t("Settings › Privacy & security › Windows Security › Firewall & network protection › " +
      "Allow an app through firewall."),
    t("Press “Change settings”, find Python and tick both Private and Public. Not there? “Allow " +
      "another app”, then choose python.exe."),
    t("A work laptop may not allow this. Then no other network will help either; ask your IT support."),
  ],
});

/** @returns {Step} */
const macos = () => ({
  name: t("Does the Mac’s firewall allow Python?"),
  words: [
    t("System Settings › Network › Firewall. If it is on, press “Options…”."),
    t("“Block all incoming connections” must be off, and Python must say “Allow incoming " +
      "connections”. Not in the list? Add it with the plus sign."),
  ],
});

/** @param {string} port @returns {Step} */
const linux = (port) => ({
  name: t("Does a firewall on the laptop allow the port?"),
  words: [
    t("With ufw: {command}", { command: `sudo ufw allow ${port}/tcp` }),
    t("With firewalld: {command}", { command: `sudo firewall-cmd --add-port=${port}/tcp` }),
  ],
});

/** @returns {Step} */
const apart = () => ({
  name: t("Does the Wi-Fi keep devices apart?"),
  words: [
    t("Guest networks often do: each device reaches the internet but no other device. Ask for a " +
      "network without “client isolation”, or to have it turned off during the workshop."),
  ],
});

/** @returns {Step} */
const ownNetwork = () => ({
  name: t("Bring your own network"),
  words: [
    t("Up to 8 people: a phone’s hotspot. Laptop and phones join it; no internet is needed."),
    t("More people: a small travel router. Then choose the laptop’s new address above."),
  ],
});
