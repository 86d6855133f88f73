/**
 * Says to a box with the room's screen in it what its --u and its --room are, in pixels, where CSS
 * cannot: container units came with Chrome 105 and Safari 16, registered properties with Safari
 * 16.4 and Firefox 128.
 * @param {Element | undefined} box
 */
export function keepUnit(box) {
  if (!(box instanceof HTMLElement) || isSaidByCss()) return;
  new ResizeObserver(() => say(box)).observe(box);
  say(box);
}

const isSaidByCss = () => "CSSPropertyRule" in window && CSS.supports("width: 1cqh");

/** @param {HTMLElement} box */
function say(box) {
  const { clientWidth, clientHeight } = box;
  box.style.setProperty("--u", `${Math.min(clientHeight / 1080, clientWidth / 1440)}px`);
  box.style.setProperty("--room", `${clientWidth}px`);
}
