import { t } from "../core/words.js";
import { shownCards } from "./reveal-cards.js";

/**
 * What the room reads just now, in words, for a desk that is too small for the picture; "" where
 * only the picture says it.
 * @param {Desk} desk
 */
export function seenWords(desk) {
  const { now, agenda, room } = desk;
  if (now.covered) return t("Covered");
  if (now.kind === "reveal") return shownWords(desk);
  if (now.kind === "ask_how" && now.phase === "picking") return t("The facilitator picks a card for us to look at together.");
  if (now.kind === "ask_how" && now.phase === "reading") return t("The answers have arrived.");
  if (now.kind === "ask_how" && now.phase === "showing") return inLines(room.list("answers"), "text");
  if (now.kind === "story") return room.get("story")?.steps[now.step]?.text ?? "";
  const { prompt = "" } = agenda.stages[now.position] ?? {};
  return prompt || (now.kind === "look_through" ? t("The cards have arrived.") : "");
}

/** @param {Desk} desk */
const shownWords = (desk) => inLines(shownCards(desk).current, "happened");

/**
 * What is on the room's screen of cards or answers, one a line.
 * @template {string} K @param {readonly ({off: boolean} & Record<K, string>)[]} all @param {K} part
 */
const inLines = (all, part) => all.filter(({ off }) => !off).map((one) => one[part]).join("\n");
