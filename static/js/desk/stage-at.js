import { t } from "../core/words.js";
import { stageName } from "../words/stage-names.js";

/**
 * The id of the stage at a position; "" past the last one.
 * @param {Agenda} agenda @param {number} position
 */
export const idAt = (agenda, position) => agenda.stages[position]?.id ?? "";

/**
 * Where the stage with an id stands; -1 when there is none.
 * @param {Agenda} agenda @param {string} id
 */
export const placeOf = (agenda, id) => agenda.stages.findIndex((stage) => stage.id === id);

/**
 * What the stage at a position is called: its own name, or its kind's; "" past the last one. Of two
 * stories the second says so: "Skip to Story" would lead from one to the other.
 * @param {Agenda} agenda @param {number} position @returns {string}
 */
export function nameAt(agenda, position) {
  const stage = agenda.stages[position];
  if (!stage) return "";
  const told = (/** @type {{ kind: string }} */ { kind }) => kind === "story";
  const again = told(stage) && agenda.stages.slice(0, position).some(told);
  return stage.name || (again ? t("Second story") : stageName(stage.kind));
}
