import { t } from "../../core/words.js";
import { eachAlone } from "../../words/pairs.js";
import { talked } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";

/**
 * A question for pairs about the teller, while the facilitator reads the cards.
 * @param {Room} room @returns {TemplateResult}
 */
export function stage(room) {
  const { prompt } = currentStage(room) ?? {};
  const alone = eachAlone(room.get("workshop") ?? { remote: false }, room.get("now") ?? { few: false });
  const how = alone
    ? t("Each of us alone, in silence.")
    : t("In pairs. Talk about the story, not about your own card.");
  const calls = room.get("workshop")?.hybrid && !alone;
  return talked(room, {
    sentence: prompt || t("What would have helped the teller that day?"),
    how,
    second: calls ? t("In the call: think about it alone.") : "",
    clockWords: t("left"),
  });
}
