import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import "../elements/stage-clock.js";
import "../elements/qr.js";
import { t, tn } from "../core/words.js";
import { blockedTitle, blockedWords } from "../words/blocked.js";
import { goneWords } from "../words/screen-and-phone.js";
import "./fit.js";
import { calm, calmWords } from "./parts.js";
import { SCREENS } from "../stages/screens.js";
import { hourInWords } from "../core/hours.js";
import { stageLine } from "../elements/seam.js";
import { stageName } from "../words/stage-names.js";
import { asFirstWord, shareSentence, votedSentence, votesSentence } from "./numbers.js";
import { onLiveWall, STANDS } from "./live-pages.js";
import { FEW, widthOf } from "./paging.js";
import { MANY } from "../rules/for-phones.js";
import { spacedCode, typedAddress } from "./sentences.js";
import { tooFewWords } from "../words/too-few-votes.js";
import { cardsInOrder, chosenLessons, commitmentFor, currentStage, readsWall } from "./shown.js";
import { beginningOf, piecesOf } from "./beginnings.js";
import { ProjectorFit } from "./fit.js";

/**
 * The room's whole screen as it stands now. It has no controls, and it is never empty: before
 * anything is known, and while it is covered, it is a calm picture.
 *
 * The desk draws the same into its miniature. It fills the box around it and takes its sizes
 * from `--u`, so that box carries the class `scale-projector`.
 * @param {Room} room @returns {TemplateResult}
 */
export function screen(room) {
  if (room.connected === "refused") return alone(room, goneWords(room.get("workshop") ?? {}), t("You can close this window."));
  if (room.refusal === "blocked" && !room.tick) return alone(room, blockedTitle(), blockedWords());
  const now = room.get("now");
  const covered = !now || now.covered;
  const whole = !covered && now.kind === "finish";
  return html`<div class="projector-screen" ?data-covered=${covered}>
    ${band(room)}
    <div class="projector-stage" data-stage=${covered ? "cover" : now.kind}>
      ${covered ? calm(room) : SCREENS[now.kind](room)}
    </div>
    ${whole ? nothing : html`${line(room)}${covered ? nothing : footer(room)}`}
  </div>`;
}

/** Where the room cannot be shown, no word of the workshop is. @param {Room} room @param {string} fact @param {string} way */
function alone(room, fact, way) {
  return html`<div class="projector-screen" data-covered>
    <div class="projector-stage" data-stage="cover">${calmWords(room, fact, way)}</div>
  </div>`;
}

/** @param {Room} room */
function band(room) {
  const { trial, rehearsal } = room.get("workshop") ?? {};
  if (!trial) return nothing;
  return html`<p class="band">
    ${rehearsal
      ? t("Rehearsal: these are pretend people. Nothing is kept.")
      : t("Trial: these are pretend people.")}
  </p>`;
}

/** Letters of a name that gives way to what stands beside it. */
const LONG = 14;

/** The line of the whole workshop, gold up to now. @param {Room} room @returns {TemplateResult} */
function line(room) {
  const stages = room.get("agenda")?.stages ?? [];
  const position = room.get("now")?.position ?? -1;
  return html`<div class="projector-line">
    ${stages.length ? stageLine({ stages, position, within: passed(room) }) : nothing}
  </div>`;
}

/** @param {Room} room */
function passed(room) {
  const left = room.clock.remaining();
  const whole = (currentStage(room)?.minutes ?? 0) * 60;
  return left === null || !whole ? 0 : 1 - left / whole;
}

/**
 * The stage's name, what one needs to know beside it, and the way in.
 * @param {Room} room @returns {TemplateResult}
 */
function footer(room) {
  const now = room.get("now");
  const name = now ? currentStage(room)?.name || stageName(now.kind) : "";
  const place = widthOf(name) > LONG ? "projector-footer-named" : "";
  return html`<footer class="projector-footer">
    <p class="t-name ${place}" dir="auto">${name}</p>
    <p class="t-label t-second projector-footer-beside" dir="auto">${beside(room)}</p>
    <p class="t-label t-second projector-turned"></p>
    ${room.connected === "lost" ? lost() : atTheEnd(room)}
  </footer>`;
}

/** Nobody can come in meanwhile: it stands where the way in was. */
function lost() {
  return html`<p class="t-label">${t("Reconnecting")}</p>`;
}

/** @param {Room} room */
function beside(room) {
  const now = room.get("now");
  if (now?.paused) return t("Paused");
  if (now?.kind === "vote") return besideVote(room);
  if (now?.kind === "lessons") return besideLessons(room);
  if (now?.kind === "reveal" || readsWall(room)) return besideCards(room);
  if (now?.kind === "write") return besideLiveWall(room);
  if (now?.kind === "commit") return besideCommit(room);
  return nothing;
}

/** @param {Room} room */
function besideLiveWall(room) {
  const cards = room.get("workshop")?.live_wall ? onLiveWall(cardsInOrder(room)) : [];
  if (!cards.length) return nothing;
  // How many come next is known to the wall, which measures them.
  return html`${shareSentence(room.tick?.took_part)}
    <span class="projector-live-six">${t("Shuffled. Another six every {n} seconds.", { n: STANDS })}</span>
    <span class="projector-live-others">${t("Shuffled. Others every {n} seconds.", { n: STANDS })}</span>`;
}

/** Of a wall, what stands on it; of more cards than anybody can read, who sees which. @param {Room} room */
function besideCards(room) {
  const { step = 0, page_size: size = 1 } = room.get("now") ?? {};
  const count = room.get("order")?.cards.length ?? 0;
  if (count <= MANY) return step || count <= FEW ? nothing : beginnings(size);
  return step
    ? t("Some of the cards, shuffled, including those most people know.")
    : t("Five are on your phone. Tap “Been there” if it is true for you.");
}

/** @param {number} size cards on each of the pages that follow */
const beginnings = (size) => size === 1
  ? t("The beginning of every card. Next, one at a time.")
  : t("The beginning of every card. Next, six at a time.");

/** @param {Room} room */
function besideLessons(room) {
  return room.get("now")?.adding ? t("Add one on your phone.") : "";
}

/** @param {Room} room */
function besideVote(room) {
  const phase = room.get("now")?.phase;
  if (phase === "ended") return besideEnd(room);
  if (phase === "run_off") return t("One more vote, to settle the tie.");
  const { budget = 0, bars = false } = room.get("ballot") ?? {};
  return bars
    ? t("The bars follow the votes a little later. At the end all votes are counted.")
    : `${votesSentence(budget)} ${t("You can move them until voting ends.")}`;
}

/** @param {Room} room */
function besideEnd(room) {
  const { cut_tie: tied = [], lessons: all = [], too_few: few = "" } = room.get("ballot") ?? {};
  if (few && few !== "vote") return tooFewWords({ too_few: few });
  if (tied.length) {
    const count = asFirstWord(tied.length);
    return tn("{count} is tied for the last place.", "{count} are tied for the last place.",
      tied.length, { count });
  }
  return !few && chosenLessons(room).length < all.length
    ? t("The others are in the summary too.") : t("Voting has ended.");
}

/** @param {Room} room */
function besideCommit(room) {
  const chosen = chosenLessons(room);
  return chosen.length && chosen.every(({ id }) => commitmentFor(room, id)?.owner)
    ? t("Everything has been taken on.") : t("Choose one on your phone. Only you can name yourself.");
}

/** @param {Room} room */
function atTheEnd(room) {
  const { kind, phase, step = 0 } = room.get("now") ?? {};
  const ballot = kind === "vote" && phase === "ended" ? room.get("ballot") : undefined;
  // A tie may be voted on once more.
  const voted = ballot && !ballot.cut_tie.length ? votedSentence(ballot) : "";
  if (voted) return html`<p class="t-name projector-footer-count">${voted}</p>`;
  return kind === "arrive" && !step ? freeUntil(room) : wayIn(room);
}

/** @param {Room} room */
function freeUntil(room) {
  const time = room.get("workshop")?.free_at;
  return html`<p class="t-label t-second">
    ${time ? t("We have the room until {time}", { time: hourInWords(time) }) : nothing}
  </p>`;
}

/** @param {Room} room */
function wayIn(room) {
  const workshop = room.get("workshop");
  // A window shared in a call travels further than a room's wall.
  if (!workshop || workshop.remote) return nothing;
  if (workshop.door_closed) return html`<p class="t-label t-second">${t("The door is closed.")}</p>`;
  return html`<p class="t-label t-second projector-footer-way" dir="ltr">
    ${typedAddress(workshop.address)} <b class="t-name">${spacedCode(workshop.code)}</b>
  </p>`;
}

/** Rounding of a line to whole pixels. */
const HAIR = 1;

/**
 * A text that is to be cut to what its box holds.
 * @typedef {{ box: HTMLElement, line: HTMLElement, pieces: string[], whole: boolean, fits: number,
 *   over: number }} Beginning fits: so many pieces do; over: so many do not
 */

/**
 * A wall of cards, each cut to what its sheet holds: at a word, and inside of one only where not even
 * the first finds room. All are cut together, so that the page is laid out a few times and not once
 * for each.
 */
class ProjectorWall extends ProjectorFit {
  /** A look begins with the whole words: a box that has grown holds more of them. */
  fit() {
    if (!this.clientHeight) return;
    for (const line of this.#lines()) line.textContent = line.dataset.words ?? "";
    super.fit();
  }

  /** What is too much is cut. */
  tooMuch() {
    return false;
  }

  settle() {
    const long = this.#lines().map((line) => begun(line, true)).filter(isOver);
    search(long);
    search(long.filter(({ fits }) => !fits).map(({ line }) => begun(line, false)));
  }

  #lines() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-words]")]);
  }
}

/** @param {HTMLElement} line @param {boolean} whole @returns {Beginning} */
function begun(line, whole) {
  const pieces = piecesOf(line.dataset.words ?? "", whole);
  const box = /** @type {HTMLElement} */ (line.parentElement);
  return { box, line, pieces, whole, fits: 0, over: pieces.length };
}

/** @param {Pick<Beginning, "box">} one */
function isOver({ box }) {
  return box.scrollHeight > box.clientHeight + HAIR || box.scrollWidth > box.clientWidth + HAIR;
}

/** Halves what is not known yet of each until it is known of all. @param {Beginning[]} all */
function search(all) {
  for (let open = all; open.length; open = open.filter(({ fits, over }) => over - fits > 1)) {
    const tried = open.map((one) => ({ one, count: Math.floor((one.fits + one.over) / 2) }));
    for (const { one, count } of tried) write(one, count);
    for (const { one, count } of tried) {
      if (isOver(one)) one.over = count;
      else one.fits = count;
    }
  }
  for (const one of all) write(one, one.fits);
}

/** @param {Beginning} one @param {number} count */
function write({ line, pieces, whole }, count) {
  line.textContent = beginningOf(pieces, count, whole);
}

if (!customElements.get("projector-wall")) customElements.define("projector-wall", ProjectorWall);
