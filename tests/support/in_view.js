// What a page has in view: its own words, and the places at which the tabulator stops.
([ofPeople, legible]) => {
    const seen = (box) => box.width > 1 && box.height > 1
        && box.bottom > 1 && box.right > 1
        && box.top < innerHeight - 1 && box.left < innerWidth - 1;
    const shown = (element) =>
        element.checkVisibility({ checkVisibilityCSS: true, opacityProperty: true });
    const inside = (element, box) => {
        for (let one = element; one && one !== document.body; one = one.parentElement) {
            const style = getComputedStyle(one);
            if (style.clipPath !== "none" || style.clip !== "auto") return false;
            const around = one.getBoundingClientRect();
            const cuts = style.overflowY !== "visible";
            if (cuts && (box.top >= around.bottom - 2 || box.bottom <= around.top + 2)) return false;
        }
        return true;
    };
    const foot = document.querySelector(".frame-foot");
    const covered = (element, box) =>
        foot && !foot.contains(element) && box.top >= foot.getBoundingClientRect().top;
    const words = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
        const element = text.parentElement;
        if (!text.textContent.trim() || !shown(element) || element.closest(ofPeople)) continue;
        if (element.closest("script, style, noscript, dialog:not([open])")) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getClientRects()[0];
        if (!box || box.height < legible || !seen(box) || !inside(element, box) || covered(element, box)) continue;
        words.push(...text.textContent.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)));
    }
    const names = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const stops = [...document.querySelectorAll(names)].filter((one) => one.tabIndex >= 0
        && !one.disabled && shown(one) && !one.closest("dialog:not([open])")
        && seen(one.getBoundingClientRect()) && inside(one, one.getBoundingClientRect()));
    const radios = new Set(stops.filter((one) => one.type === "radio").map((one) => one.name));
    const others = stops.filter((one) => one.type !== "radio");
    return { words: words.join(" "), controls: others.length + radios.size };
}
