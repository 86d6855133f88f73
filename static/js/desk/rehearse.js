/** @import { Desk } from "./desk.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { PRETEND_FEWEST, PRETEND_MOST, PRETEND_USUAL } from "../rules/for-desks.js";

/** The facilitator's own phone, which tries the way in. */
const OWN = 1;

/**
 * The way to a copy of this workshop, in which pretend people take part; before it has begun and
 * before people wait for it. An ordinary form: it leads to the desk of the copy.
 * @param {Desk} desk
 */
export function rehearse({ workshop, now, over, whole, room }) {
  if (workshop.trial || now.position > 0 || over || !whole) return nothing;
  if ((room.tick?.here ?? 0) > OWN) return nothing;
  return html`<form class="desk-rehearse" method="post" action="/desk/${workshop.id}/rehearse">
    <div class="desk-rehearse-row">
      <button class="button desk-small" type="submit" aria-describedby="desk-rehearse-hint">
        ${t("Rehearse it first")}
      </button>
      <label class="t-small" for="desk-rehearse-people">${t("with this many pretend people")}</label>
      <input
        class="field-input"
        id="desk-rehearse-people"
        name="people"
        type="number"
        inputmode="numeric"
        min=${PRETEND_FEWEST}
        max=${PRETEND_MOST}
        value=${PRETEND_USUAL}
        required
      />
    </div>
    <p class="t-small" id="desk-rehearse-hint">
      ${t("They go through a copy of this workshop. Nothing carries over into this one.")}
    </p>
  </form>`;
}
