/** The whole story once more, before it is sent: on a sheet, its lesson below the seam. */

const ABOVE = ["context", "happened", "turn"];
const TOLD = [...ABOVE, "now", "lesson"];

/** @param {(name: string) => string} textOf  what was typed in a field */
export function drawSheet(textOf) {
  const upper = ABOVE.map((name) => said("t-cue", textOf(name)));
  const lower = [said("t-cue", textOf("now")), said("t-lesson", textOf("lesson"))];
  put("upper", [said("t-lesson tell-title", textOf("title")), ...upper]);
  put("lower", lower);
  sayIfTooMuch(textOf);
}

/** Where all is told at once there is a limit for all of it. @param {(name: string) => string} textOf */
function sayIfTooMuch(textOf) {
  const notice = document.getElementById("too-much");
  if (!notice) return;
  const length = TOLD.reduce((sum, name) => sum + [...textOf(name)].length, 0);
  notice.hidden = length <= Number(notice.dataset.most);
}

/** @param {string} kind @param {string} text */
function said(kind, text) {
  const line = document.createElement("p");
  line.className = kind;
  line.dir = "auto";
  line.textContent = text;
  return line;
}

/** @param {string} id @param {HTMLElement[]} lines */
function put(id, lines) {
  document.getElementById(id)?.replaceChildren(...lines.filter((line) => line.textContent));
}
