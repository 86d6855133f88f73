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
