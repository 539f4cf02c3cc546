// Remembers in this browser what was read: ticks chapters, and leads back to where a reader stopped.
(() => {
  if (window.deckbook === true) return;

  // Where the site begins, and one store for all its versions: mike puts each in a folder of its own.
  let root;
  let key;
  const config = document.getElementById("__config");
  const isVersioned = config && JSON.parse(config.textContent).version?.provider === "mike";
  const place = (url) => {
    const { origin, pathname } = new URL(url, location.href);
    const inside = origin === root.origin && pathname.startsWith(root.pathname);
    return inside ? decodeURI(pathname.slice(root.pathname.length)) : undefined;
  };
  const read = () => {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    return { chapters: {}, last: {}, ...kept };
  };
  const write = (kept) => {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {} // no room, or not allowed: nothing is remembered
  };
  const isRead = (kept, chapter) => {
    const { seen, pages } = kept.chapters[chapter] ?? {};
    return seen?.length >= pages;
  };

  // A tick beside the link of each chapter that was read.
  const tick = (words) => {
    const kept = read();
    for (const old of document.querySelectorAll(".deckbook-tick")) old.remove();
    const links = [...document.querySelectorAll(".deckbook-contents > ol > li > a, .deckbook-deck li > a")];
    links.push(...document.querySelectorAll(".deckbook-contents > ol > li > ol > li > a"));
    const chapters = links.filter((link) => !new URL(link.href).hash);
    for (const link of chapters) {
      if (!isRead(kept, place(link.href))) continue;
      const mark = document.createElement("span");
      mark.className = "deckbook-tick";
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", words("read_done"));
      mark.textContent = "✓";
      link.after(mark);
    }
    return [chapters.filter((link) => isRead(kept, place(link.href))).length, chapters.length];
  };

  // What a deck's page and the list of decks tell, and what a reader can do with it.
  const overview = (box, { words, more }) => {
    const draw = () => {
      const [count, total] = tick(words);
      box.replaceChildren();
      if (!Object.keys(read().chapters).length) return;
      const fold = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = words("read_count", { count, total });
      fold.append(summary);
      const open = () => more().then((later) => later.kept(fold, key, read, draw, words)).catch(console.warn);
      fold.addEventListener("toggle", open, { once: true });
      box.append(fold);
    };
    draw();
  };

  // The way back stands beside the way to the page, where it moves nothing.
  const resume = (last, words) => {
    const way = document.querySelector(".deckbook-way");
    if (!last || !way || document.querySelector(".deckbook-continue")) return;
    const link = document.createElement("a");
    link.className = "deckbook-continue";
    link.href = new URL(last.url, root);
    link.textContent = words("read_continue", { title: last.title });
    way.append(link);
  };

  let watcher;
  const chapter = (box, { deck, chapter, page, pages, title }, words) => {
    const mark = (seen) => {
      const kept = read();
      const now = new Set(kept.chapters[chapter]?.seen);
      if (seen) now.add(page);
      else now.delete(page);
      kept.chapters[chapter] = { title, seen: [...now], pages: Number(pages) };
      write(kept);
      draw();
    };
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.addEventListener("click", () => mark(toggle.getAttribute("aria-pressed") !== "true"));
    const draw = () => {
      const seen = read().chapters[chapter]?.seen?.includes(page) ?? false;
      toggle.setAttribute("aria-pressed", seen);
      toggle.textContent = seen ? `✓ ${words("read_done")}` : words("read_mark");
    };
    draw();
    box.replaceChildren(toggle);
    // Read is what was scrolled to its end; where a reader stopped is the last slide that came into sight.
    let hasMoved = false;
    addEventListener("scroll", () => (hasMoved = true), { once: true, passive: true });
    watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        if (target === box) {
          if (hasMoved && toggle.getAttribute("aria-pressed") === "false") mark(true);
          continue;
        }
        const kept = read();
        kept.last[deck] = { url: `${place(location.href)}#${target.id}`, title, at: new Date().toISOString() };
        write(kept);
      }
    });
    for (const part of [box, ...document.querySelectorAll("section.slide")]) watcher.observe(part);
  };

  addEventListener("deckbook:page", ({ detail: page }) => {
    const { words, data, has } = page;
    watcher?.disconnect();
    root = page.root;
    key = `deckbook:${isVersioned ? new URL("..", root).pathname : root.pathname}`;
    if (!has("progress")) return;
    try {
      const { last } = read();
      const box = document.querySelector(".deckbook-progress");
      if (data.chapter && box) chapter(box, data, words);
      else if (box) overview(box, page);
      if (data.deck && !data.chapter) resume(last[data.deck], words);
      if (!data.deck) resume(Object.values(last).sort((a, b) => (a.at < b.at ? 1 : -1))[0], words);
    } catch {} // a browser that keeps nothing, or something else under this name: pages are as without this
  });
})();
