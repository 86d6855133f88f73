import { t } from "../core/words.js";

/**
 * What is wrong with the server's disk, as a sentence: what happened, what was kept, what to do.
 * @param {string} code
 * @returns {string}
 */
export function troubleWords(code) {
  if (code === "disk_full") {
    return t("The disk is full. Nothing is lost so far. Free some space so that more can be stored.");
  }
  if (code === "read_only") {
    return t("The data folder is not writable: check its permissions. Nothing is lost so far.");
  }
  if (code === "cut_off") {
    return t("The server cannot reach its database. Nothing is lost so far. Devices keep what people write.");
  }
  return t("Nothing can be stored right now ({code}). Devices keep what people wrote.", { code });
}

/**
 * What keeps a seal from its end, as a sentence.
 * @param {string} code
 * @returns {string}
 */
export function whyNotSealed(code) {
  switch (code) {
    case "":
      return t("Nothing in the summary is lost.");
    case "locked":
      return t("Another program on this computer, such as a backup or a virus scanner, has its files open.");
    case "disk_full":
      return t("The disk is full. Free some space: the summary has to be saved first.");
    case "read_only":
      return t("The data folder is not writable: check its permissions.");
    case "left":
      return t("Part of it could not be removed. The list says what.");
    default:
      return t("The disk reported an error ({code}). The list says how far it got.", {
        code,
      });
  }
}
