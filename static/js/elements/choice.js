import { html } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";

/**
 * One question and its answers, as native radio buttons. The chosen one has a thick ink border,
 * bold words and a check.
 * @param {{ question: unknown, name: string, options: readonly { value: string, text: string }[],
 *   chosen: string | null, onChoose: (value: string) => void }} choice
 * @returns {TemplateResult}
 */
export function choice({ question, name, options, chosen, onChoose }) {
  return html`<fieldset class="choice">
    <legend class="choice-question">${question}</legend>
    <div class="choice-row">
      ${options.map((option) =>
        answer({ ...option, name, chosen: option.value === chosen, onChoose }),
      )}
    </div>
  </fieldset>`;
}

/**
 * @param {{ name: string, value: string, text: string, chosen: boolean, onChoose: (value: string)
 *   => void }} option
 * @returns {TemplateResult}
 */
function answer({ name, value, text, chosen, onChoose }) {
  return html`<label class="choice-answer">
    <input
      class="choice-radio"
      type="radio"
      name=${name}
      value=${value}
      .checked=${live(chosen)}
      @change=${() => onChoose(value)}
    />
    <span class="choice-text">${text}</span>
  </label>`;
}
