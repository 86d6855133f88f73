import { html } from "../../../vendor/lit-html/lit-html.js";

/** What the room reads during a break. @param {Desk} desk */
export function stage({ agenda, now }) {
  return html`<p class="t-prompt" dir="auto">${agenda.stages[now.position]?.prompt}</p>`;
}
