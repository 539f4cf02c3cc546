// Keys to get about: j and k for slides, c for the deck's contents, ? for what they do. A reader can switch them off.
(() => {
  if (window.deckbook === true) return;

  const OFF = "deckbook:keys-off";
  let page;
  const isOff = () => {
    try {
      return localStorage.getItem(OFF) !== null;
    } catch {
      return false;
    }
  };

  const step = (by) => {
    const slides = [...document.querySelectorAll("section.slide")];
    const edge = (document.querySelector(".md-header")?.offsetHeight ?? 0) + 48;
    const tops = slides.map((slide) => slide.getBoundingClientRect().top);
    const here = tops.findLastIndex((top) => top < edge);
    const next = slides[by > 0 ? here + 1 : tops[here] < 0 ? here : here - 1];
    if (!next) return;
    const link = next.querySelector(".deckbook-mark a");
    next.scrollIntoView();
    link?.focus({ preventScroll: true });
  };

  const use = (isUsed) => {
    try {
      if (isUsed) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "");
    } catch {}
  };
  const KEYS = [["j", "read_next"], ["k", "read_previous"], ["c", "read_contents"], ["?", "read_help"]];
  const help = () => page.more().then((later) => later.keys(KEYS, !isOff(), use, page.words)).catch(console.warn);

  addEventListener("keydown", (event) => {
    if (!page?.has("shortcuts") || isOff() || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "c" && page.data.deck && page.root) location.assign(new URL(page.data.deck, page.root));
    else if (event.key === "?") help();
    else return;
    event.preventDefault();
  });

  addEventListener("deckbook:page", ({ detail }) => {
    page = detail;
    if (!page.has("shortcuts")) return;
    // Where the keys are listed, also for who has switched them off.
    const way = document.querySelector(".deckbook-way ol");
    if (!way || document.querySelector(".deckbook-help")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "deckbook-help";
    button.textContent = "?";
    button.title = page.words("read_help");
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", help);
    way.after(button);
  });
})();
