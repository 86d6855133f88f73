import { StageStates } from "../../../static/js/desk/stage-states.js";

/** What a desk keeps that stays at one stage. @returns {import("../../../static/js/desk/desk.js").Desk["atStage"]} */
export function atOneStage() {
  const states = new StageStates();
  return (State) => states.of("one", State);
}
