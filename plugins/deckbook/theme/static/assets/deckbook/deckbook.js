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
          frame.title = box.dataset.title;
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

  const start = () => {
    follow();
    parts();
    embeds();
    reach();
  };
  addEventListener("hashchange", follow);
  addEventListener("resize", reach);
  addEventListener("load", reach);
  if (window.document$?.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
