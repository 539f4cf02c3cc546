// What of each slide of the open page, or of a page without slides as a whole, a reader cannot read: returns {slides, faults: [[slide, cause, text], …]}.
// Expects the page's own HTML as it is served, before any script has touched it.
(source) => {
  const HIDDEN = "script, style, template, noscript, title, iframe, object, canvas, audio, video, datalist, rp, [hidden], .deckbook-hidden, .deckbook-list__tools, .deckbook-list thead, .deckbook-notes, .deckbook-progress";
  const faults = [];
  // Capitals come from styles, and the slanted letters of formulas from Chromium.
  const squeeze = (text) => text.normalize("NFKC").replace(/\s+|\u200b|\u00ad/g, "").toLowerCase();
  const written = new Map();
  const names = new Map(); // a handout's slides are no places that others link to
  const keep = (section, index) => {
    const { deck, slide } = section.dataset;
    if (!names.has(section)) names.set(section, deck ? `${deck} ${slide}` : `part ${index + 1}`);
    return names.get(section);
  };
  const parts = (root) => {
    const slides = [...root.querySelectorAll("section.slide")];
    return slides.length ? slides : [root.querySelector("article")];
  };
  parts(new DOMParser().parseFromString(source, "text/html")).forEach((section, index) => {
    section.querySelectorAll(HIDDEN).forEach((element) => element.remove());
    written.set(keep(section, index), squeeze(section.textContent));
  });

  const sections = parts(document);
  sections.forEach(keep);
  const report = (section, cause, text) =>
    faults.push([keep(section), cause, text.replace(/\s+/g, " ").trim().slice(0, 60)]);

  // Every word: nothing is hidden by display, visibility, or a fold that cannot be opened.
  for (const section of sections) {
    const seen = squeeze(section.innerText);
    const wanted = written.get(keep(section));
    if (seen === wanted) continue;
    let at = 0;
    while (at < wanted.length && seen[at] === wanted[at]) at++;
    report(section, seen.length < wanted.length ? "words missing" : "words differ", `…${wanted.slice(at, at + 30)} | ${seen.slice(at, at + 25)}`);
  }

  // Where each text is. A box that scrolls lets its reader reach all of it, so only what is in sight counts there.
  const scrolls = (style) => /auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY);
  const clips = (style) => /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY);
  const intersect = (a, b) => ({
    left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
  });
  const texts = [];
  for (const section of sections) {
    const bounds = section.getBoundingClientRect();
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest(`${HIDDEN}, .headerlink`)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
      if (!rects.length) continue; // said above, where it is not shown at all
      let opacity = 1;
      let within = null; // the part of the page that shows this text
      let clipped = false;
      let isCutOut = false; // of a background, which gives the text its colours
      for (let at = element; at; at = at === section ? null : at.parentElement) {
        const style = getComputedStyle(at);
        opacity *= Number(style.opacity);
        isCutOut ||= /text/.test(style.webkitBackgroundClip) && style.backgroundImage !== "none";
        if (style.display === "inline" || style.display === "contents") continue;
        const box = at.getBoundingClientRect();
        if (scrolls(style)) within = within ? intersect(within, box) : box;
        else if (clips(style) && !within)
          clipped ||= rects.some((rect) =>
            rect.left < box.left - 2 || rect.right > box.right + 2 || rect.top < box.top - 4 || rect.bottom > box.bottom + 4);
      }
      const style = getComputedStyle(element);
      if (clipped) report(section, "cut off", node.data);
      if (opacity < 0.2) report(section, "faint", node.data);
      // A drawing is as small as the window makes it, like any picture.
      if (rects.every((rect) => rect.height < 7) && !element.closest("svg")) report(section, "tiny", node.data);
      if (/^rgba\(.*, 0\)$/.test(style.color) && !isCutOut) report(section, "transparent", node.data);
      if (!within && rects.some((rect) => rect.left < bounds.left - 2 || rect.right > bounds.right + 2))
        report(section, element.closest("svg") ? "beyond its drawing" : "outside its slide", node.data);
      for (const rect of rects) {
        const seen = within ? intersect(rect, within) : rect;
        if (seen.right - seen.left > 2 && seen.bottom - seen.top > 2) texts.push({ node, section, element, ...{
          left: seen.left, right: seen.right, top: seen.top + scrollY, bottom: seen.bottom + scrollY } });
      }
    }
  }

  // Text over text: two of them share more than a third of the smaller one's place.
  texts.sort((a, b) => a.top - b.top);
  const said = new Set();
  texts.forEach((one, index) => {
    for (let next = index + 1; next < texts.length && texts[next].top < one.bottom; next++) {
      const other = texts[next];
      // Formulas and readings over words are set close on purpose.
      if (other.node === one.node || [one, other].some((text) => text.element.closest("math, svg, ruby"))) continue;
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const area = (text) => (text.right - text.left) * (text.bottom - text.top);
      if (width > 2 && height > 2 && width * height > Math.min(area(one), area(other)) / 3 && !said.has(one.node)) {
        said.add(one.node);
        report(one.section, "text over text", `${one.node.data.trim().slice(0, 28)} | ${other.node.data.trim()}`);
      }
    }
  });

  // Anything over text: at a text's middle, the topmost element holds it.
  const start = scrollY;
  const step = innerHeight / 2;
  let next = 0;
  for (let top = 0; next < texts.length; top += step) {
    if (texts[next].top > top + step * 1.5) continue;
    scrollTo({ top: top - step / 2, behavior: "instant" });
    const offset = scrollY;
    for (; next < texts.length && texts[next].top < top + step; next++) {
      const text = texts[next];
      const x = (text.left + text.right) / 2;
      const y = (text.top + text.bottom) / 2 - offset;
      if (x < 0 || x >= innerWidth || y < 0 || y >= innerHeight) continue;
      const found = document.elementFromPoint(x, y);
      const code = text.element.closest("pre > code");
      // The button that copies code stays where it is while a long line is scrolled past it.
      const isScrolledPast = found?.closest(".md-code__nav") && code && code.scrollWidth > code.clientWidth;
      const isIt = !found || isScrolledPast || found.contains(text.node) || text.element.contains(found) || found.closest(".md-header, .md-tabs, .md-top");
      if (!isIt && !said.has(text.node) && ![found, text.element].some((one) => one.closest("math, svg"))) {
        said.add(text.node);
        report(text.section, "covered", `${text.node.data.trim().slice(0, 30)} | ${found.tagName} ${found.className}`);
      }
    }
  }
  scrollTo({ top: start, behavior: "instant" });
  return { slides: document.querySelectorAll("section.slide").length, faults };
}
