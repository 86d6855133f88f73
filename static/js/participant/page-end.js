/** Pixels by which the page's end may lie beneath the foot's: less than a line of words. */
const NEARLY = 4;

/** Tells the style sheet whether the page goes on beneath its foot. */
export function watchEnd() {
  const end = document.createElement("div");
  document.body.append(end);
  const tell = (/** @type {IntersectionObserverEntry[]} */ entries) => {
    const seen = entries.some(({ isIntersecting }) => isIntersecting);
    document.documentElement.toggleAttribute("data-goes-on", !seen);
  };
  new IntersectionObserver(tell, { rootMargin: `0px 0px ${NEARLY}px` }).observe(end);
}
