// What tests ask of a page in the browser. Each answers with a list of what is wrong: none is good.
(() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const said = (element) => element.outerHTML.slice(0, 90);
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const forEyesOfNobody = ".unseen, .unseen *, .skip:not(:focus)";

  // Lines of text as boxes, with the element whose text they are.
  const lines = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.matches(forEyesOfNobody) || !shown(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const frame = parent.closest(".scroll")?.getBoundingClientRect(); // what is scrolled out of sight stands on nothing
      for (const box of range.getClientRects()) {
        if (box.width > 1 && !(frame && (box.left >= frame.right || box.right <= frame.left))) found.push({ box, parent });
      }
    }
    return found;
  };

  // WCAG 1.4.10: all fits into the width, but what is in a frame that scrolls by itself.
  const overflow = (within = ".scroll") => [
    ...(document.scrollingElement.scrollWidth > innerWidth ? [`the page scrolls to ${document.scrollingElement.scrollWidth}`] : []),
    ...all("body *").filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width && (box.right > innerWidth + 1 || box.left < -1) && !(within && element.closest(within));
    }).map(said),
  ];

  // WCAG 1.4.12: no text stands on other text or is cut off.
  const overlaps = () => {
    const found = [], rows = lines().sort((one, other) => one.box.top - other.box.top);
    rows.forEach(({ box, parent }, index) => {
      for (let next = index + 1; next < rows.length && rows[next].box.top < box.bottom - 3; next++) {
        const other = rows[next];
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - other.box.top;
        if (wide > 3 && high > 0.3 * Math.min(box.height, other.box.height)) found.push(`${said(parent)} and ${said(other.parent)}`);
      }
    });
    return found;
  };
  const clipped = () => all("body *").filter((element) => {
    if (element.matches(`${forEyesOfNobody}, svg *, .scroll`)) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    return (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
  }).map(said);
  const spaced = new CSSStyleSheet();
  spaced.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
  const space = (on) => { document.adoptedStyleSheets = on ? [spaced] : []; };

  // WCAG 2.5.8: 24 px each way, but for links within a line of text.
  const targets = () => all("a, button, summary, input, select, textarea, [tabindex='0']").filter((element) => {
    if (element.matches(forEyesOfNobody)) return false;
    const box = (element.matches("label input") ? element.closest("label") : element).getBoundingClientRect();
    return getComputedStyle(element).display !== "inline" && (box.width < 24 || box.height < 24);
  }).map(said);

  // The keyboard. `stops` are all that the tab key must come to; the rest is about where it is now.
  const stops = () => all("a[href], button, summary, input, select, textarea, [tabindex='0']").filter((element) => !element.disabled).length;
  let last = null;
  const start = () => { last = null; document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); };
  const stop = () => {
    const element = document.activeElement, faults = [];
    if (element === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push("no outline");
    const boxes = [...element.getClientRects()], [first] = boxes, end = boxes.at(-1);
    if (!boxes.some((box) => box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight)) faults.push("off the screen");
    // WCAG 2.4.11: of what is in sight, some is not under something else.
    const seen = boxes.some((box) => [0.1, 0.5, 0.9].some((part) => {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth), top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
      const top_ = document.elementFromPoint(left + (right - left) * part, (top + bottom) / 2);
      return top_ && (element.contains(top_) || top_.contains(element) && !/fixed|sticky/.test(getComputedStyle(top_).position));
    }));
    if (!seen) faults.push("hidden under something");
    // WCAG 2.4.3: onward in the document, and onward for the eye: below, beside, or in the next column.
    const aside = element.parentElement.closest(".scroll")?.scrollLeft ?? 0; // of a frame that the tab key has moved
    const here = { element, top: first.top + scrollY, bottom: first.bottom + scrollY, left: first.left + aside, right: first.right + aside, endTop: end.top + scrollY, endBottom: end.bottom + scrollY, endLeft: end.left + aside, endRight: end.right + aside };
    if (last) {
      if (!(last.element.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("before the last one in the document");
      const rtl = document.dir === "rtl", above = here.bottom <= last.endTop + 2;
      const onward = rtl ? here.left < last.endLeft + 2 && here.right < last.endRight + 2 : here.right > last.endRight - 2 && here.left > last.endLeft - 2;
      const nextColumn = rtl ? here.right <= last.endLeft + 2 : here.left >= last.endRight - 2;
      const sameLine = !above && here.top < last.endBottom - 4;
      if ((above && !nextColumn) || (sameLine && !onward && !nextColumn && !last.element.contains(element))) faults.push("before the last one for the eye");
    }
    last = here;
    return faults.map((fault) => `${fault}: ${said(element)}`);
  };

  // WCAG 2.3.3, of a reader who wants none: nothing moves by itself or on the way.
  const moving = () => [document.documentElement, ...all("body *")].filter((element) => {
    const style = getComputedStyle(element);
    const lasting = (text) => text.split(",").some((each) => parseFloat(each) > 0.01);
    return style.scrollBehavior === "smooth" || lasting(style.transitionDuration) || (style.animationName !== "none" && lasting(style.animationDuration));
  }).map(said);

  globalThis.checks = { overflow, overlaps, clipped, space, targets, stops, start, stop, moving };
})();
