/** What somebody who walks past a phone can see: each element with its words and its box, but for what is
 * inside the closed element, in an open field, whether it has taken part, and the votes while voting runs. */
() => {
  const FIELD = "textarea, input, select, stage-clock, p.visually-hidden[role=status]";
  const STATE = ["You have taken part.", "Your answer has arrived.", "Your draft is kept."];
  const OF_FIELD = ".choice-text, .field-count, [id$=-noticed]";
  const OWN = ".sent-inside, #own-words > :not(summary), .ballots, .votes-left, .card[data-outlined] svg, .stage-line svg";
  const FOLDED = "details:not([open]) > :not(summary)";
  const SAID = ["class", "role", "id", "name", "type", "href", "open", "hidden", "disabled", "dir", "lang"];
  scrollTo(0, 0);
  const seen = [`title ${document.title} ${document.documentElement.scrollHeight}`];
  const attributes = (element) => [...element.attributes]
    .filter(({ name }) => SAID.includes(name) || /^(aria|data)-/.test(name))
    .filter(({ name }) => name !== "aria-invalid")
    .map(({ name, value }) => `${name}=${value}`).sort().join(" ");
  const words = (element) => [...element.childNodes]
    .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    .map(({ data }) => data.trim()).filter(Boolean).join(" ");
  const box = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height].map((one) => one.toFixed(1)).join(" ");
  };
  const look = (element) => {
    if (element.matches(`script, style, template, link, [hidden], ${FOLDED}, ${OF_FIELD}`)) return;
    const said = element.matches(FIELD) || STATE.includes(words(element)) ? "" : words(element);
    seen.push(`${element.tagName} ${attributes(element)} [${box(element)}] ${said}`);
    if (!element.matches(OWN)) for (const child of element.children) look(child);
  };
  look(document.body);
  return seen;
}
