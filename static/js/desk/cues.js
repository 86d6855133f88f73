import { t } from "../core/words.js";
import { figures } from "../elements/stage-clock.js";
import { following } from "./stages-around.js";
import { nameAt } from "./stage-at.js";
import { showsNoCard } from "../projector/shown.js";

/**
 * What the facilitator does now: the stage's own cue at its beginning, and another one once the
 * stage has come to its end.
 * @param {Desk} desk
 */
export function cueOf(desk) {
  const { now } = desk;
  if (now.phase === "last_call") return t("Say: send it, or keep it private. Then wait.");
  if (now.phase === "few") {
    return now.kind === "ask_how" ? t("Say: you can still withdraw your answer. Then wait.")
      : t("Say: you can still withdraw your card. Then wait.");
  }
  const asking = now.kind === "ask_how" ? ASKING[now.phase] : undefined;
  if (asking) return asking(desk);
  if (showsNoCard(now, desk.room.list("cards"))) return [t("Say that no card is shown, and why."), goOn(desk)].join(" ");
  if (now.phase === "run_off") return t("Say: one more vote, only between the tied lessons. Then wait.");
  if (now.kind === "reveal" && now.step === 0) {
    return t("Let people read the wall in silence. Then show the first card.");
  }
  if (now.phase === "ended") return [afterVote(desk), goOn(desk)].join(" ").trim();
  return desk.desk.cues[now.position] ?? "";
}

/** Seconds of each minute that are left for reading answers and for showing them. */
const FOR_READING = 40;

/**
 * While a card is asked about; before, the stage's own cue says how to pick one.
 * @type {Record<string, (desk: Desk) => string>}
 */
const ASKING = {
  open: ({ agenda, now }) => t("Be quiet yourself. End the writing when the clock shows {time}: the rest is for reading.",
    { time: figures((agenda.stages[now.position]?.minutes ?? 0) * FOR_READING) }),
  reading: () => t("Look for names and harm, not for style. Add to lessons what should stay: the rest is erased."),
  showing: () => t("Thank everyone together. Then ask: what would have caught it in time?"),
};

/** @param {Desk} desk */
function afterVote({ room, standing }) {
  if (standing.tied) return t("Read the tied lessons aloud. Say how you decide.");
  return room.list("lessons").some(({ chosen }) => chosen)
    ? t("Read the chosen lessons aloud.") : t("Say that no lesson was chosen.");
}

/** Where it goes on; "" while a tie is to be decided, and at the last stage. @param {Desk} desk */
function goOn({ agenda, now, desk, standing }) {
  const next = nameAt(agenda, following(agenda, now.position, desk.skipped));
  return next && !standing.tied ? t("Then continue to {next}.", { next }) : "";
}
