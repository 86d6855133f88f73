/** Copies the words of a summary, as they go into a chat or a wiki. */
import { copyWords } from "../core/copy-words.js";

const copyText = document.getElementById("copy-text");
const copied = document.getElementById("copied");

if (copyText && copied) {
  copyText.hidden = false;
  copyText.addEventListener("click", async () => {
    await copyWords(wordsOfSummary());
    copied.textContent = copyText.dataset.copied ?? "";
    copied.classList.remove("visually-hidden");
  });
}

/** The title, then each part, without what is folded: its words stand above it. */
function wordsOfSummary() {
  const parts = document.querySelectorAll(".summary-head, article > section");
  return [...parts].map((part) => (
    /** @type {HTMLElement[]} */ ([...part.children])
      .filter((one) => one.localName !== "details")
      .map((one) => wordsOf(one).trim()).join("\n")
  )).join("\n\n");
}

/** The words of a part; those that only screen readers are told stay in their line. @param {HTMLElement} part */
function wordsOf(part) {
  const counts = /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(".t-count"));
  return [...counts].reduce(
    (words, one) => words.replace(one.innerText, one.textContent ?? ""), part.innerText,
  );
}
