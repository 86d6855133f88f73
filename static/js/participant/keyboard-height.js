/**
 * Tells the style sheet how much of the page a phone's keyboard covers: iOS lays the keyboard over
 * the page, so that what sticks to the foot would lie beneath it.
 */
export function watchKeyboard() {
  const seen = window.visualViewport;
  if (!seen) return;
  const measure = () => {
    // Zoomed in, the visible part is small without any keyboard.
    const covered = seen.scale > 1 ? 0 : Math.max(0, innerHeight - seen.height - seen.offsetTop);
    document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`);
    document.documentElement.toggleAttribute("data-keyboard", covered > 0);
  };
  seen.addEventListener("resize", measure);
  seen.addEventListener("scroll", measure);
}
