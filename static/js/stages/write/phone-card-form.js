import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { sheet } from "../../elements/card.js";
import { choice } from "../../elements/choice.js";
import { tick } from "../../elements/tick.js";
import { field } from "../../participant/controls.js";
import { noticedIn } from "../../participant/hint-words.js";
import { HAPPENED, LEARNED } from "../../rules/for-phones.js";
import { prompted, promptedSecond } from "../../participant/prompted.js";
import { cleaned } from "../../participant/text.js";
import { draftAt, type } from "../../participant/writing.js";

/**
 * The two fields as one card, whose seam turns gold when the second has words.
 * @param {Here} here @param {string} card the key of the card that is edited, "" for a new one
 * @param {unknown} [promise] what is said below, in view without scrolling
 */
export function cardForm(here, card, promise = nothing) {
  const draft = draftAt(here, card);
  return html`${sheet({
    upper: field({
      id: "happened",
      label: prompted(here,
        t("Something at work that went wrong and is behind you now. What happened?")),
      role: "t-prompt",
      text: draft.happened,
      limit: HAPPENED,
      type: (happened) => type(here, card, { happened }),
      noticed: noticedIn(draft.happened, here.language),
    }),
    lower: field({
      id: "learned",
      label: promptedSecond(here, t("What would have made it harder to get wrong?")),
      hint: t("Optional."),
      role: "t-prompt",
      text: draft.learned,
      limit: LEARNED,
      type: (learned) => type(here, card, { learned }),
      noticed: noticedIn(draft.learned, here.language),
    }),
    seed: "a card in the hand",
    mended: cleaned(draft.learned) !== "",
    place: "phone",
    outlined: true,
  })}
  <div class="card-choices">
    ${mayStand(draft.may_stand, (may_stand) => type(here, card, { may_stand }))}
    ${here.now.asks_if_few
      ? ifFew(Boolean(draft.show_few), (show_few) => type(here, card, { show_few }))
      : nothing}
  </div>
  ${promise}`;
}

/** @param {boolean} ticked @param {(ticked: boolean) => void} onTick */
function mayStand(ticked, onTick) {
  return tick({ text: t("This card may appear in the summary"), ticked, onTick, name: "may_stand" });
}

/**
 * What becomes of the card where it would be plain who wrote it. Nobody is asked later.
 * @param {boolean} shows @param {(shows: boolean) => void} onChoose
 */
function ifFew(shows, onChoose) {
  return choice({
    question: t("If few of us write:"),
    name: "show_few",
    options: [{ value: "keep", text: t("keep mine") }, { value: "show", text: t("show mine") }],
    chosen: shows ? "show" : "keep",
    onChoose: (value) => onChoose(value === "show"),
  });
}
