/** Says under a field how much fits, once its limit is near. */

const NEAR = 0.8;

/**
 * What is said of a text under its field.
 * @param {string} text @param {number} limit in characters, as the server counts them
 * @returns {"" | "near" | "over"}
 */
export function nearness(text, limit) {
  const length = [...text.trim()].length;
  if (length > limit) return "over";
  return length >= NEAR * limit ? "near" : "";
}

/** @param {HTMLFormElement} form */
export function sayLimits(form) {
  const fields = form.querySelectorAll("[data-limit]");
  for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (fields)) {
    const say = () => sayLimit(form, field);
    field.addEventListener("input", say);
    say();
  }
}

/** @param {HTMLFormElement} form @param {HTMLTextAreaElement | HTMLInputElement} field */
function sayLimit({ dataset }, field) {
  const limit = Number(field.dataset.limit);
  const how = nearness(field.value, limit);
  const words = { "": "", near: dataset.near ?? "", over: dataset.over ?? "" }[how];
  const count = /** @type {HTMLElement} */ (document.getElementById(`${field.id}-count`));
  count.textContent = words
    .replace("{n}", String([...field.value.trim()].length))
    .replace("{limit}", String(limit));
}
