/** @import { Agenda } from "../protocol.js" */
import { stageName } from "../words/stages.js";

/**
 * What the stage at a position is called: its own name, or its kind's; "" past the last one.
 * @param {Agenda} agenda
 * @param {number} position
 * @returns {string}
 */
export function nameAt(agenda, position) {
  const stage = agenda.stages[position];
  return stage ? stage.name || stageName(stage.kind) : "";
}
