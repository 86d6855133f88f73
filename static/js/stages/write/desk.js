import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { notEnough, tooFewWrote } from "../../desk/losses.js";
import { isCallOver } from "../../desk/next.js";
import { shareSentence } from "../../projector/numbers.js";
import { readsWall, wentBack } from "../../projector/shown.js";
import { MANY } from "../../rules/for-phones.js";
import * as shownCards from "../reveal/desk.js";
import { coverAll } from "../../desk/batch-panel.js";
import { small } from "../../desk/buttons.js";
import { careFor, cardList } from "../../desk/card-list.js";
import { reviewList } from "../../desk/review-list.js";
import { listedCards } from "../../desk/reviewing.js";
import { TOGETHER } from "../../rules/for-desks.js";

/** Where the reading of a live wall stands. @param {Desk} desk */
export function place(desk) {
  return readsWall(desk.room) ? shownCards.place(desk) : "";
}

/** What can be done with a live wall that is read. @param {Desk} desk */
export const controls = (desk) => (readsWall(desk.room) ? shownCards.controls(desk) : nothing);

/**
 * Silence: the prompt stands in the picture, and how many cards there are is nobody's to know.
 * @param {Desk} desk
 */
export function stage(desk) {
  if (readsWall(desk.room)) return html`${restBack(desk)} ${wallToRead(desk)} ${shownCards.stage(desk)}`;
  if (wentBack(desk.room)) return shownCards.tooFew();
  const done = shareSentence(desk.room.tick?.took_part);
  return html`<p class="t-statement" role="status">${state(desk, done)}</p>
    ${restBack(desk)} ${wallToRead(desk)} ${hall(desk)} ${cardList(desk, (card) => careFor(desk, card))}
    ${few(desk)}`;
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

/** Which of many cards a live wall shows. @param {Desk} desk */
function hall({ room }) {
  if (!room.get("workshop")?.live_wall || room.list("cards").length <= MANY) return nothing;
  return html`<p>
    ${t("The room’s screen shows the first {n} cards, and of the later ones those that several or most know.",
      { n: MANY })}
  </p>`;
}

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

/** How many wait to be read; "" where none came. @param {Desk} desk */
export function heading(desk) {
  const all = desk.room.list("review");
  const waiting = all.filter(({ aside }) => !aside);
  return all.length ? waitingWords(waiting.length, waiting.filter(({ read }) => !read).length) : "";
}

/** That nobody else sees these. @param {Desk} desk */
export function sentence(desk) {
  if (desk.room.list("review").every(({ aside }) => aside)) return nothing;
  return html`<p class="t-second">
    ${t("Only the desk shows these. They are shuffled, and covered until you press one.")}
    ${coverAll(desk, listedCards(desk))}
  </p>`;
}

/** What phones have sent for a live wall, which the desk reads before the room sees it. @param {Desk} desk */
function wallToRead(desk) {
  const all = desk.room.list("review");
  if (!all.length) return nothing;
  const waiting = all.filter(({ aside }) => !aside);
  const read = waiting.filter((card) => card.read).map(({ handle }) => handle);
  return html`<p class="visually-hidden" role="status">${heading(desk)}</p>
    ${reviewList(desk)} ${putUp(desk, read, waiting.length)}`;
}

/** @param {number} waiting @param {number} left to be read */
function waitingWords(waiting, left) {
  if (left) return tn("{n} card waiting to be read", "{n} cards waiting to be read", left);
  return waiting ? t("All cards here have been read") : t("Set aside, from phones");
}

/**
 * What was read goes up together, and nothing that was opened while it is pressed.
 * @param {Desk} desk @param {string[]} read @param {number} waiting
 */
function putUp(desk, read, waiting) {
  if (!waiting) return nothing;
  if (read.length < Math.min(TOGETHER, waiting)) {
    return html`<p class="t-small">${t("Once three are read, you can put them on the wall together.")}</p>`;
  }
  const label = tn("Put {n} card on the wall", "Put {n} cards on the wall", read.length);
  return html`<p>${small(label, () => desk.press({ type: "let_on", unread: read }))}</p>`;
}
