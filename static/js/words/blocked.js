/** Sentences for a page that reaches the server, and whose connection to the room does not open. */
import { t } from "../core/words.js";

export const blockedTitle = () => t("This page can’t connect to the room.");

export const blockedWords = () =>
  t(
    "The server answers, but something blocks the live connection: a company network or its proxy, a private " +
      "window, an extension, or an old browser. Try mobile data or another Wi-Fi, a normal window, or another " +
      "browser. The page keeps trying.",
  );
