// On the pages of decks. Material's instant navigation runs it again on each of them, so it begins only once.
(() => {
  if (window.deckbook === true) return; // an element with this id is one of window's names, too
  window.deckbook = true;

  // Sends a link on to the page that its slide has moved to: a chapter's pages know the slides of its other pages.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const moved = id && document.querySelector(`a[data-moved][id="${CSS.escape(id)}"]`);
    if (moved) location.replace(moved.href);
  };

  // Lets the keyboard scroll what is wider than the page, or higher than its deck lets it be.
  const reach = () => {
    const lines = ".slide :not(.deckbook-math) > math";
    const boxes = ".deckbook-math, .deckbook-scroll, .md-typeset__scrollwrap, .slide pre:not(:has(> code))";
    for (const region of document.querySelectorAll(`${boxes}, ${lines}`)) {
      const isHigh = region.scrollHeight > region.clientHeight && !region.matches(lines);
      if (region.scrollWidth > region.clientWidth || isHigh) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    }
  };

  // Marks the link of the part of a strip that is in sight, and scrolls the strip alone when one is followed.
  const parts = () => {
    for (const tabs of document.querySelectorAll(".deckbook-tabs:not([data-ready])")) {
      tabs.dataset.ready = "";
      const links = [...tabs.querySelectorAll(".deckbook-tab")];
      const strip = tabs.querySelector(".deckbook-tabs__strip");
      const mark = () => {
        const seen = Math.round(Math.abs(strip.scrollLeft) / (strip.clientWidth || 1));
        links.forEach((link, index) => {
          if (index === seen) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        });
      };
      links.forEach((link, index) =>
        link.addEventListener("click", (event) => {
          event.preventDefault();
          event.stopPropagation();
          const part = strip.children[index];
          strip.scrollBy({ left: part.getBoundingClientRect().left - strip.getBoundingClientRect().left });
        }),
      );
      strip.addEventListener("scroll", mark, { passive: true });
      mark();
    }
  };

  // Shows a page of another host in its frame, once a reader wants it and never before.
  const embeds = () => {
    for (const button of document.querySelectorAll(".deckbook-embed__load[hidden]:not([data-ready])")) {
      const box = button.closest(".deckbook-embed");
      button.dataset.ready = "";
      if (!/^https?:\/\//.test(box?.dataset.source)) continue;
      button.hidden = false;
      button.addEventListener("click", () => {
        let frame = box.querySelector("iframe");
        if (!frame) {
          frame = document.createElement("iframe");
          frame.title = box.dataset.title ?? box.querySelector("a")?.textContent;
          frame.allow = "fullscreen; picture-in-picture";
          box.prepend(frame);
        }
        frame.referrerPolicy = "strict-origin-when-cross-origin";
        frame.src = box.dataset.source;
        frame.tabIndex = 0;
        button.hidden = true;
        frame.focus();
      });
    }
  };

  // Gives blocks of code their buttons. What those do is fetched when the first one is pressed, and nothing before.
  const from = document.currentScript?.src;
  const file = (name) => new URL(name, from);
  let runner;
  let tries = 0;
  const load = () =>
    (runner ??= Promise.all([import(file(`runner.js${tries++ ? `?${tries}` : ""}`)), more()])
      .then(([module]) => module)
      .catch((error) => {
        runner = undefined; // the next press tries again
        throw error;
      }));
  const runs = (words) => {
    runner?.then((module) => module.tidy()).catch(() => {});
    for (const bar of document.querySelectorAll(".deckbook-run[data-book] > .deckbook-run__bar:not([data-ready])")) {
      const box = bar.parentElement;
      bar.dataset.ready = "";
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", words("run_code", { name: box.dataset.run }));
      for (const action of ["run", "stop", "edit", "reset"]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "deckbook-run__button";
        button.dataset.action = action;
        button.textContent = words(`run_${action}`);
        button.hidden = action === "stop" || action === "reset";
        button.addEventListener("click", () =>
          load().then(
            (module) => module.press(action, box, words),
            (error) => (status.textContent = words("run_no_book", { reason: error.message })),
          ),
        );
        bar.append(button);
      }
      const status = document.createElement("span");
      status.className = "deckbook-run__status";
      status.setAttribute("role", "status");
      status.setAttribute("aria-live", "polite");
      bar.append(status);
      bar.hidden = false;
    }
  };

  // What is not on every page is loaded when a reader wants it; it is no module, as those cannot be read from a disk.
  const fetched = (name) =>
    new Promise((resolve, reject) => {
      const isSheet = name.endsWith(".css");
      const link = document.createElement(isSheet ? "link" : "script");
      Object.assign(link, isSheet ? { rel: "stylesheet", href: file(name) } : { src: file(name) });
      link.onload = resolve;
      link.onerror = () => reject(new Error(`${link.href ?? link.src} cannot be loaded`));
      document.head.append(link);
    });
  let later;
  const more = () =>
    (later ??= Promise.all([fetched("later.js"), fetched("later.css")]).then(
      () => window.deckbookLater,
      (error) => {
        later = undefined;
        throw error;
      },
    ));
  const cards = ({ target }) => {
    if (!target.closest?.("a.deckbook-cite")) return;
    for (const type of ["pointerover", "focusin"]) removeEventListener(type, cards);
    if (!window.deckbookPapers) fetched("papers.js").catch(console.warn);
  };
  for (const type of ["pointerover", "focusin"]) addEventListener(type, cards);

  // What the page says to readers and of itself; the other files of this script listen for it.
  const about = () => {
    const written = document.querySelector("template.deckbook-words");
    const texts = written ? JSON.parse(written.dataset.words) : {};
    const words = (name, values = {}) =>
      (texts[name] ?? window.deckbookLater?.words?.[name])?.replace(/\{(\w+)\}/g, (_, key) => values[key]) ?? name;
    const features = written?.dataset.features?.split(" ") ?? [];
    const data = written?.dataset ?? {};
    // An edition's scripts may stand outside it, so it is the page that says where its site begins.
    const root = new URL(data.root ?? ".", location.href);
    return { words, data, has: (name) => features.includes(name), root, file, more, fetched };
  };

  const start = () => {
    const page = about();
    follow();
    parts();
    embeds();
    runs(page.words);
    reach();
    dispatchEvent(new CustomEvent("deckbook:page", { detail: page }));
  };
  addEventListener("hashchange", follow);
  addEventListener("resize", reach);
  addEventListener("load", reach);
  addEventListener("pagehide", () => runner?.then((module) => module.tidy(true)).catch(() => {}));
  if (window.document$?.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
