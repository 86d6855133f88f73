/** @import { Desk } from "./desk.js" */
/** @import { Clears, FloodSeen } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { hourInWords } from "../core/hours.js";
import { t, tn } from "../core/words.js";
import "../elements/hold-button.js";
import { quiet, small } from "./buttons.js";
import { turnDoor } from "./door.js";
import { clockHour } from "./schedule.js";

/** Seconds by which the moment a flood began may differ from one tick to the next. */
const SAME = 5;

/** Milliseconds in which turning devices away can be undone: the desk waits before it says so. */
const UNDO = 8000;

/**
 * That a great many new devices have come, and what to do if these are not people: in words, until
 * the facilitator says that it is right. Which devices these are is not known here.
 * @param {Desk} desk
 */
export function floodBand(desk) {
  const { flood } = desk.room.tick ?? {};
  if (desk.over || !flood || isRight(desk, flood)) return nothing;
  const closed = desk.workshop.door_closed;
  const enough = closed && clearsNow(desk) === "shown" ? t("I have read it") : t("We are that many");
  return html`<div class="band desk-flood">
    ${closed ? closedWords(desk, flood) : words(floodWords(flood), adviceWords())}
    <div class="desk-row">
      ${closed ? away(desk) : small(t("Close the door"), () => void turnDoor(desk, true))}
      ${desk.turningAway ? nothing : quiet(enough,
        () => desk.change(() => void (desk.rightFlood = flood.since)))}
    </div>
  </div>`;
}

/** What has happened, and what to know about it. @param {string} fact @param {string} about */
const words = (fact, about) => html`<p>${fact} <span>${about}</span></p>`;

/** What is done once the door is closed: after a hold, and a few seconds in which it can be undone. @param {Desk} desk */
function away(desk) {
  if (desk.turningAway) return small(t("Undo"), () => desk.change(undo));
  const clears = clearsNow(desk);
  if (clears === "shown") return nothing;
  const label = clears === "lessons_back" ? t("Give these lessons back") : t("Turn them away");
  const button = html`<button class="button desk-small" type="button">${label}</button>`;
  const stays = clears === "lessons_back" ? "" : stayOut();
  return html`<hold-button data-near .sentence=${`${CLEARS[clears]()} ${stays}`.trim()}
    @held=${() => desk.change(turnAway)}>${button}</hold-button>`;
}

/**
 * What turning away clears: nothing where every lesson is decided about, or has just gone back.
 * @param {Desk} desk @returns {Clears}
 */
function clearsNow({ desk: { clears }, room }) {
  const waits = () => room.list("unread").some((one) => !one.aside);
  return clears === "lessons_back" && !waits() ? "shown" : clears;
}

/** @param {Desk} desk */
function undo(desk) {
  clearTimeout(desk.turningAway);
  desk.turningAway = undefined;
}

/** Says it after a while, as it was when it was held: the server refuses another thing. @param {Desk} desk */
function turnAway(desk) {
  const said = /** @type {const} */ ({ turn: desk.now.turn, clears: desk.desk.clears });
  desk.turningAway = setTimeout(async () => {
    desk.change(undo);
    const answer = await desk.steer({ type: "turn_away", ...said });
    if (answer && !("refused" in answer)) desk.sayAfter(doneWords(said.clears), said.turn);
  }, UNDO);
}

/** @param {Clears} clears */
const doneWords = (clears) => clears === "lessons_back"
  ? t("These lessons went back. Phones say so at the next stage. Ask people aloud to send them again.")
  : t("These devices were turned away. The door stays closed until you open it.");

const stayOut = () => t("These devices stay out while the door is closed. If a person is among them, their words stay on their phone.");

/** What goes. @type {Record<Exclude<Clears, "shown">, () => string>} */
const CLEARS = {
  nothing: () => t("Nothing that was sent is erased."),
  cards: () => t("Everyone’s cards go back to their phones, and writing starts again. Paper cards are erased: type them in again."),
  lessons: () => t("Lessons that you have not seen go back to the phones that sent them, and people can send them again."),
  votes: () => t("All votes are erased, and voting starts again."),
  answers: () => t("The answers so far are erased, and everyone is asked again."),
  lessons_back: () => t("Every lesson that you have not decided about goes back to the phone that sent it. No device is turned away, because you have seen these lessons."),
};

/** @param {Desk} desk @param {FloodSeen} flood */
const isRight = ({ rightFlood }, { since }) => Math.abs(rightFlood - since) < SAME;

/**
 * How many came since when.
 * @param {FloodSeen} flood @param {(hour: string) => string} [say] how this device writes an hour
 */
export function floodWords({ since, devices, waiting }, say = hourInWords) {
  const time = say(clockHour(since));
  const came = tn(
    "{n} new device has come since {time}.", "{n} new devices have come since {time}.", devices, { time });
  if (!waiting) return came;
  return `${came} ${tn("{n} of them waits for its turn.", "{n} of them wait for their turn.", waiting)}`;
}

const adviceWords = () =>
  t("If you are not that many, close the door: everyone who is here stays.");

/** Nobody waits for a turn before a closed door. @param {Desk} desk @param {FloodSeen} flood */
function closedWords(desk, flood) {
  if (desk.turningAway) return goingWords(desk.desk.clears);
  const came = floodWords({ ...flood, waiting: 0 });
  return words(`${came} ${t("The door is closed.")}`, clearsNow(desk) === "shown" ? shownWords() : "");
}

/** What is about to go, for as long as it can be undone. @param {Clears} clears */
function goingWords(clears) {
  if (clears === "shown") return words(t("The door is closed."), shownWords());
  const soon = clears === "lessons_back"
    ? t("These lessons go back in a few seconds.") : t("These devices are turned away in a few seconds.");
  return words(soon, CLEARS[clears]());
}

const shownWords = () => t("What was sent in this stage has been shown, so nothing can be taken away without showing whose it was.");
