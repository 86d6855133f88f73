/** @import { Here } from "./here.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { field, mainButton, quietButton } from "./controls.js";
import { NAME } from "./limits.js";
import { length } from "./text.js";

/**
 * One's own name under a commitment that nobody has taken.
 * @param {Here} here @param {string} commitment
 */
export function takeForm(here, commitment) {
  const place = `take/${commitment}`;
  return html`<div class="form">
    ${field({
      id: `name-${commitment}`,
      label: t("Your own name"),
      text: here.draft("name"),
      limit: NAME,
      type: (name) => here.keepDraft("name", name),
      counted: false,
      line: true,
      complete: "name",
    })}
    ${mainButton(t("I take this"), () => take(here, commitment, place))}
    ${quietButton(t("Not now"), () => here.toggle(place, false))}
  </div>`;
}

/** @param {Here} here @param {string} commitment @param {string} place */
async function take(here, commitment, place) {
  const owner = here.draft("name");
  if (length(owner) === 0)
    return here.trouble(place, t("Write your own name first; a commitment is taken by somebody."));
  if (length(owner) > NAME)
    return here.trouble(
      place,
      t("This name is too long to send. It is kept here; shorten it a little."),
    );
  here.toggle(place, false);
  const answer = await here.send({ type: "take", round: here.now.round, commitment, owner }, place);
  if (!("refused" in answer)) here.news = t("You have taken it.");
}
