import { t } from "../../core/words.js";
import { talked } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";

/**
 * What to talk about, in pairs and then in fours, or all together where they are few; and the clock.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const { prompt, second_prompt } = currentStage(room) ?? {};
  const how = second_prompt || t("In pairs first, then two pairs together. Three is fine.");
  const calls = room.get("workshop")?.hybrid && !room.get("now")?.few;
  return talked(room, {
    sentence: prompt || t("What makes this easy to happen here?"),
    how,
    second: calls ? t("In the call: breakout rooms, in pairs first, then in fours.") : "",
    clockWords: t("left"),
  });
}
