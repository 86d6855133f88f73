// What a window is asked, the same in every engine: an object of functions, as one expression.
(() => {
  const PRESSED = "button, a[href], summary, select, [role=button], input:not([type=hidden])";
  const FILLED = "input, textarea";
  // Words that run the other way are set apart by marks that nobody reads.
  const plain = (text) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/\s+/g, " ").trim();
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true });
  const isUsable = (one) => isShown(one) && !one.matches(":disabled, [aria-disabled=true]");

  function nameOf(one) {
    const by = (one.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
    const labels = by.length ? by.map((id) => document.getElementById(id)) : [...one.labels ?? []];
    const own = one.matches("input, select, textarea") ? "" : one.textContent;
    return plain(one.getAttribute("aria-label") ?? (labels.map((label) => label.textContent).join(" ") || own));
  }

  function named(kind, name) {
    const found = [...document.querySelectorAll(kind)].filter(isUsable);
    return found.find((one) => nameOf(one) === name) ?? found.find((one) => nameOf(one).includes(name));
  }

  // A label is the room's own in some places, and speaks another language than the page: then by "#id".
  const filled = (label) => label.startsWith("#") ? document.querySelector(label) : named(FILLED, label);

  /** The middle of an element, once it is in view and nothing lies over it; null until then. */
  function middleOf(one) {
    if (!one) return null;
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const box = one.getBoundingClientRect();
    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    const over = document.elementFromPoint(x, y);
    const label = over?.closest("label");
    return over && (one.contains(over) || label?.control === one) ? [x, y] : null;
  }

  const says = (text) => plain(document.body.innerText).toLowerCase().includes(text.toLowerCase());
  const wide = () => document.documentElement.scrollWidth > innerWidth ? ["it scrolls sideways"] : [];

  const outside = () => [...document.querySelectorAll("main *")]
    .filter((one) => isShown(one) && !one.closest("svg *, .miniature, .t-hidden"))
    .filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 1 && (left < -1 || right > innerWidth + 1);
    })
    .map((one) => `${one.className || one.localName} lies outside`);

  // What is typed may be longer than its field; a date may not.
  const cut = () => [...document.querySelectorAll("main *")]
    .filter((one) => isShown(one) && one.clientWidth > 1 && !one.closest(".miniature, textarea, select"))
    .filter((one) => one.localName !== "input")
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible")
    .map((one) => `${one.className || one.localName} is cut`);

  // What a field needs for all parts of its date, it tells nobody; it takes it where it may.
  const cutDates = () => [...document.querySelectorAll("input[type=date], input[type=time]")]
    .filter(isShown)
    .filter((one) => {
      const { offsetWidth, style } = one;
      const before = style.cssText;
      style.inlineSize = "max-content";
      const needed = one.offsetWidth;
      style.cssText = before;
      return needed > offsetWidth;
    })
    .map((one) => `${one.type} ${one.id} is cut`);

  /** A rule that an engine has not taken back leaves the line about the connection in half a foot. */
  function foot() {
    const one = document.querySelector(".frame-foot");
    const line = one?.querySelector(".frame-last");
    if (!one || !line || one.querySelector(".votes-left")) return [];
    const { paddingLeft, paddingRight } = getComputedStyle(one);
    const room = one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    return [
      ...one.getBoundingClientRect().bottom > innerHeight + 1 ? ["the foot is cut"] : [],
      ...line.getBoundingClientRect().width < room - 1 ? ["the foot's last line is squeezed"] : [],
    ];
  }

  return {
    says,
    address: () => location.href,
    begins: (selector, text) => plain(document.querySelector(selector)?.innerText ?? "").startsWith(text),
    place: (name) => middleOf(named(PRESSED, name)),
    placeOf: (selector) => middleOf([...document.querySelectorAll(selector)].find(isUsable)),
    field: (label) => middleOf(filled(label)),
    empty: (label) => {
      const one = filled(label);
      one.focus();
      one.select();
    },
    value: (label) => filled(label)?.value,
    choose: (selector, value) => {
      const one = document.querySelector(selector);
      one.value = value;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    },
    has: (selector) => [...document.querySelectorAll(selector)].some(isShown),
    // It has no box of its own: what is shown is the button in it.
    isHolding: () => Boolean(document.querySelector("hold-button[data-holding]")),
    text: (selector) => plain(document.querySelector(selector)?.innerText ?? ""),
    link: (name) => named("a[href]", name)?.href ?? null,
    faults: () => [...wide(), ...outside(), ...cut(), ...cutDates(), ...foot()],
  };
})()
