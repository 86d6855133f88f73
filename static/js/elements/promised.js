import { html } from "../../vendor/lit-html/lit-html.js";
import { commitmentParts } from "../words/commitments.js";

/**
 * A commitment as one sentence, in which a person's words keep their own language and direction.
 * @param {Pick<Commitment, "when" | "will" | "who" | "language">} commitment
 */
export function promised(commitment) {
  return commitmentParts(commitment).map(({ text, own }) =>
    own ? html`<bdi lang=${commitment.language}>${text}</bdi>` : text);
}
