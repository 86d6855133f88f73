/** @import { Desk } from "./desk.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/**
 * Says that cards go back to their phones, before the desk goes on; null where none do, or while
 * phones still send in the last call.
 * @param {Desk} desk
 */
export function givesBack({ desk, now, room }) {
  const ends = now.last_call_ends_at ?? 0;
  if (!desk.gives_back.length || ends > room.clock.now()) return null;
  return html`<p class="notice">
    ${t("Fewer than three have taken part: it would be plain who wrote what.")}
    ${now.kind === "write"
      ? t("If you go on, the cards go back to their phones. You can also wait, and let people write.")
      : t("If you go on, the cards go back to their phones. You can also go back, and let people write.")}
    ${t("Paper cards are not shown either; give them back as paper.")}
  </p>`;
}
