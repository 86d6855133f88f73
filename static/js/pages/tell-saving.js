/** An answer that is handed over as a file. */

/** As long as browsers take to read a file that is saved, in milliseconds. */
const READ = 60_000;
const NAME = "answer.story.json";

/** @param {object} answer */
export function handOver(answer) {
  const text = JSON.stringify(answer, null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text, "\n"], { type: "application/json" }));
  link.download = NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ);
}

/** The day where somebody is. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((one) => String(one).padStart(2, "0")).join("-");
}
