import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { plans } from "../../projector/paging.js";
import { fitted, said } from "../../projector/parts.js";

/**
 * What the room agrees on: purpose, rules, scope.
 * @param {Room} room @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const rules = room.get("rules");
  if (!rules) return nothing;
  return html`<div class="projector-rules">
    ${fitted(plans("one", 92), html`
      ${said("t-cue t-second projector-rules-purpose", rules.purpose)}
      <ol>${rules.rules.map((rule) => html`<li>${said("t-lesson", rule)}</li>`)}</ol>`)}
    <div class="projector-rules-foot">
      ${said("t-label t-second", rules.scope)} ${said("t-label t-second", rules.policy)}
    </div>
  </div>`;
}
