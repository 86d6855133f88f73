import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { field, notice, quietButton, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { closeForm } from "./phone-form-page.js";
import { NAME } from "../../rules/for-phones.js";
import { length } from "../../participant/text.js";

/** @param {string} commitment */
export const takePlace = (commitment) => `take/${commitment}`;

/**
 * Whether this device's person is about to put their name under it; somebody may have been faster.
 * @param {Here} here @param {Commitment} commitment
 */
export function isTaking(here, { id }) {
  return here.opened.has(takePlace(id));
}

/** One's own name. @param {Here} here @param {Commitment} commitment */
export function takeForm(here, { id, owner }) {
  if (owner) return notice(t("Someone has just taken this on. Your name was not sent."));
  return html`<div class="form">
    ${field({
      id: "name",
      label: t("Your own name"),
      text: here.draft("name"),
      limit: NAME,
      type: (name) => {
        here.trouble(takePlace(id), "");
        here.keepDraft("name", name);
      },
      counted: false,
      line: true,
      complete: "name",
      about: "name-shown",
    })}
    <p class="field-hint" id="name-shown">
      ${t("The room’s screen shows it at once, as you wrote it. Nobody reads it first.")}
    </p>
  </div>`;
}

/** @param {Here} here @param {Commitment} commitment */
export function takeFoot(here, { id, lesson, owner }) {
  const place = takePlace(id);
  if (owner) return quietButton(t("Back to the list"), () => closeForm(here, place, lesson));
  return html`${trouble(here, place)}
    ${mainButton(t("I’ll take this on"), () => take(here, id, lesson))}
    ${quietButton(t("Not now"), () => closeForm(here, place, lesson))}`;
}

/** @param {Here} here @param {string} commitment @param {string} lesson */
async function take(here, commitment, lesson) {
  const place = takePlace(commitment);
  const owner = here.draft("name");
  if (length(owner) === 0)
    return here.trouble(place, t("First write your own name; a commitment needs a person."));
  if (length(owner) > NAME)
    return here.trouble(
      place,
      t("This name is too long to send. It is kept here; shorten it."),
    );
  closeForm(here, place, lesson);
  const answer = await here.send({ type: "take", round: here.now.round, commitment, owner }, place);
  if (!("refused" in answer)) here.noted();
}
