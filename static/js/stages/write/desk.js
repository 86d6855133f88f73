import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { notEnough, tooFewWrote } from "../../desk/losses.js";
import { isCallOver } from "../../desk/next.js";
import { shareSentence } from "../../projector/numbers.js";
import { readsWall, wentBack } from "../../projector/shown.js";
import { LIFE_HOURS } from "../../rules/for-phones.js";
import { headingOfWall, sentenceOfWall, wallToRead } from "./desk-wall.js";
import * as shownCards from "../reveal/desk.js";

/** Where the reading of a live wall stands. @param {Desk} desk */
export function place(desk) {
  return readsWall(desk.room) ? shownCards.place(desk) : "";
}

/** What can be done with a live wall that is read. @param {Desk} desk */
export const controls = (desk) => (readsWall(desk.room) ? shownCards.controls(desk) : nothing);

/** What waits to be read for a live wall. */
export const heading = headingOfWall;
export const sentence = sentenceOfWall;

/**
 * Silence: the prompt stands in the picture, and how many cards there are is nobody's to know.
 * @param {Desk} desk
 */
export function stage(desk) {
  if (readsWall(desk.room)) return html`${restBack(desk)} ${wallToRead(desk)} ${shownCards.stage(desk)}`;
  if (wentBack(desk.room)) return shownCards.tooFew();
  const done = shareSentence(desk.room.tick?.took_part);
  return html`<p class="t-statement" role="status">${state(desk, done)}</p>
    ${restBack(desk)} ${wallToRead(desk)} ${few(desk)} ${deadline()}`;
}

/** Where the rest of a live wall is from too few. @param {Desk} desk */
const restBack = ({ now }) => (!now.collecting && now.given_back.includes(now.round) ? shownCards.partlyBack() : nothing);

/** @param {Desk} desk @param {string} done */
function state({ now }, done) {
  if (now.phase === "last_call") {
    return t("Last call: people can still send an unfinished card. No draft is sent unless its writer says so.");
  }
  if (now.phase === "few") return t("Few people wrote. Every phone can withdraw its cards.");
  if (!now.collecting) return t("Writing has ended.");
  return done || t("Writing in silence.");
}

/** The one end without a hold. */
const deadline = () => html`<p class="t-small">
  ${t("If nobody does anything for {hours} hours, everything is erased except the summary. Cards " +
    "that were never shown are then only on the phones they were written on.", { hours: LIFE_HOURS })}
</p>`;

/** @param {Desk} desk */
function few({ now, room, desk }) {
  if (now.phase === "few") {
    // Afterwards the button says it.
    const told = isCallOver(now, room.clock.now()) || !tooFewWrote(desk.goes, now.going_to);
    return told ? nothing : html`<p class="notice">${notEnough()}</p>`;
  }
  if (!now.few) return nothing;
  return html`<p class="notice">
    ${t("With so few of you, guessing is easy. Every phone says so, and cards can be withdrawn.")}
  </p>`;
}
