/** @import { Here } from "./here.js" */
/** @import { Unsent } from "./unsent.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";
import { paragraphs, plainButton, quietButton, trouble } from "./controls.js";
import { isSent, unsentOf } from "./unsent.js";

/**
 * @typedef {object} Way a way to end what this device has to do with the workshop
 * @property {string} name under which it is open
 * @property {string} ask @property {string} warning
 * @property {string} yes @property {string} anyway the answer where something is not sent
 * @property {() => void} act
 */

/** "Forget this device", which asks once. @param {Here} here */
export function forgetting(here) {
  return asking(here, {
    name: "forget",
    ask: t("Forget this device"),
    warning: t(
      "This phone then keeps nothing of the workshop: drafts, cards and votes on it go. What you " +
        "sent stays with the workshop, and can't be changed from here afterwards. If too few take " +
        "part, your cards cannot come back to this phone.",
    ),
    yes: t("Yes, forget this device"),
    anyway: t("Throw it away and forget this device"),
    act: () => here.forget(),
  });
}

/** "Next person on this device", which asks once. @param {Here} here */
export function handingOn(here) {
  return asking(here, {
    name: "next",
    ask: t("Next person on this device"),
    warning: t(
      "Your own cards can't be changed from here afterwards, and if too few take part they cannot " +
        "come back to you here. The next person gets cards, votes and taps of their own, and " +
        "nothing connects the two of you.",
    ),
    yes: t("Yes, hand it to the next person"),
    anyway: t("Throw it away and hand the phone over"),
    act: () => here.handOn(),
  });
}

/** @param {Here} here @param {Way} way */
function asking(here, way) {
  if (!here.opened.has(way.name)) return plainButton(way.ask, () => askOnly(here, way.name));
  const unsent = unsentOf(here);
  return html`<div class="handing">
    <p>${way.warning}</p>
    ${isSent(unsent) ? nothing : notSent(unsent)} ${trouble(here, way.name)}
    ${plainButton(isSent(unsent) ? way.yes : way.anyway, way.act)}
    ${leave(here, way, isSent(unsent))}
  </div>`;
}

/** @param {Here} here @param {string} name */
function askOnly(here, name) {
  for (const other of ["forget", "next"]) here.opened.delete(other);
  here.toggle(name, true);
}

/** @param {Here} here @param {Way} way @param {boolean} sent */
function leave(here, { name }, sent) {
  if (sent) return quietButton(t("Leave it as it is"), () => here.toggle(name, false));
  return quietButton(t("Go back and send it first"), () => {
    here.opened.delete(name);
    here.toggle("device", false);
  });
}

/** @param {Unsent} unsent */
function notSent({ texts, waiting }) {
  return html`<div class="notice" role="alert">
    <p class="notice-title">${t("Not everything has been sent.")}</p>
    ${waiting ? html`<p>${onTheWay(waiting)}</p>` : nothing}
    ${texts.map((text) => html`<blockquote class="own-text">${paragraphs(text, "")}</blockquote>`)}
  </div>`;
}

/** @param {number} waiting */
const onTheWay = (waiting) =>
  tn(
    "{n} thing is still on its way. Wait until it has arrived.",
    "{n} things are still on their way. Wait until they have arrived.",
    waiting,
  );
