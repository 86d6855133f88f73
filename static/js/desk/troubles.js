import { t } from "../core/words.js";

/**
 * What is wrong with the server's disk or database, as a sentence: what happened, what was kept, what to do.
 * @param {string} code @returns {string}
 */
export function troubleWords(code) {
  if (code === "disk_full") {
    return t("The disk is full. Nothing is lost so far. Free some space so that more can be stored.");
  }
  if (code === "disk_low") {
    return t("The disk is almost full. Free some space soon: on a full disk nothing more can be stored.");
  }
  if (code === "no_place") {
    return t("More phones can’t join: this computer lets the program open no more connections. Phones that have joined continue, and nothing is lost. The command “check” says how to raise the limit.");
  }
  if (code === "read_only") {
    return t("The data folder is not writable. Nothing is lost so far. Check its permissions.");
  }
  if (code === "locked") {
    return t("Nothing can be stored right now: another program, such as a backup or a virus scanner, has the files open. Nothing is lost so far. Wait until it is done.");
  }
  if (code === "damaged") {
    return t("The file of this workshop is damaged. Devices keep what people write, and other workshops continue. A backup can bring it back as it was then, if there is one and its key is whole.");
  }
  if (code === "other_version") {
    return t("Another version of this program made the file of this workshop. Nothing is lost so far. Start that version to continue.");
  }
  if (code === "no_database") {
    return t("The database can’t be reached. Nothing is lost so far: devices keep what people write, and send it again.");
  }
  return t("Nothing can be stored right now ({code}). Devices keep what people wrote.", { code });
}

/** What keeps a seal from its end, as a sentence. @param {string} code @returns {string} */
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
    case "damaged":
      return t("Its file or its key is damaged, so no summary can be made. If it is the file, a backup can bring it back as it was then.");
    case "other_version":
      return t("Another version of this program made its file. Start that version: only then can the rest be erased.");
    case "no_database":
      return t("The database can’t be reached. Erasing continues as soon as it answers.");
    case "left":
      return t("Part of it could not be removed. The list says what.");
    default:
      return t("The disk reported an error ({code}). The list says how far it got.", {
        code,
      });
  }
}
