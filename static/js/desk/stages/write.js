/** @import { Desk } from "../desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { doneSentence } from "../../projector/numbers.js";

/**
 * Silence: the prompt stands in the picture, and how many cards there are is nobody's to know.
 * @param {Desk} desk
 */
export function stage(desk) {
  const done = doneSentence(desk.room.tick?.done);
  return html`<p class="t-statement" role="status">${state(desk, done)}</p> ${few(desk)}`;
}

/** @param {Desk} desk @param {string} done */
function state({ now }, done) {
  if (now.phase === "last_call") {
    return t("Devices with a draft are asked: send it, or keep it private?");
  }
  if (!now.collecting) return t("Writing has ended.");
  return done || t("In silence.");
}

/** @param {Desk} desk */
function few({ now }) {
  if (!now.few) return nothing;
  return html`<p class="notice">
    ${t("You are few: a guess is easy. Every device says so, and cards can be withdrawn.")}
  </p>`;
}
