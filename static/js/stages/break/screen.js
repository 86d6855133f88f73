import { t } from "../../core/words.js";
import { talked } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";

/** A break, and when it ends. @param {Room} room @returns {TemplateResult} */
export function stage(room) {
  const { prompt } = currentStage(room) ?? {};
  return talked(room, {
    sentence: prompt || t("A break. Stand up, have something to drink."),
    clockWords: t("until we continue"),
  });
}
