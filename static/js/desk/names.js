/** @import { Agenda } from "../protocol.js" */
import { t } from "../core/words.js";
import { stageName } from "../words/stages.js";

/**
 * What the stage at a position is called: its own name, or its kind's; "" past the last one. Of two
 * stories the second says so: "Skip to Story" would lead from one to the other.
 * @param {Agenda} agenda
 * @param {number} position
 * @returns {string}
 */
export function nameAt(agenda, position) {
  const stage = agenda.stages[position];
  if (!stage) return "";
  const told = (/** @type {{ kind: string }} */ { kind }) => kind === "story";
  const again = told(stage) && agenda.stages.slice(0, position).some(told);
  return stage.name || (again ? t("Second story") : stageName(stage.kind));
}
