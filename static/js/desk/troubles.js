import { t } from "../core/words.js";

/**
 * What is wrong with the server's disk, as a sentence: what happened, what was kept, what to do.
 * @param {string} code
 * @returns {string}
 */
export function troubleWords(code) {
  if (code === "disk_full") {
    return t("The disk is full. Nothing is lost so far. Free some space to go on storing.");
  }
  if (code === "read_only") {
    return t("The data folder cannot be written. Nothing is lost so far: check its permissions.");
  }
  return t("Nothing can be stored right now ({code}). Devices keep what was written.", { code });
}

/**
 * What keeps a seal from its end, as a sentence.
 * @param {string} code
 * @returns {string}
 */
export function whyNotSealed(code) {
  switch (code) {
    case "":
      return t("Nothing of the summary is lost.");
    case "locked":
      return t("Another program on this computer, a backup or a scanner, has its files open.");
    case "disk_full":
      return t("The disk is full. Free some space: the summary must be kept first.");
    case "read_only":
      return t("The data folder cannot be written: check its permissions.");
    case "left":
      return t("Something of it could not be taken away. The list says what.");
    default:
      return t("The disk did not do what it was asked ({code}). The list says how far it is.", {
        code,
      });
  }
}
