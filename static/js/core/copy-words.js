/**
 * Copies words. There is no clipboard on plain http in a LAN: there they are copied out of a field.
 * @param {string} words
 */
export async function copyWords(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    copyOutOfField(words);
  }
}

/** @param {string} words */
function copyOutOfField(words) {
  const field = document.createElement("textarea");
  field.value = words;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
