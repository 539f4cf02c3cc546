// On the pages of decks. Material's instant navigation runs it again on each of them, so it begins only once.
(() => {
  if (window.deckbook) return;
  window.deckbook = true;

  // Sends a link on to the page that its slide has moved to: a chapter's pages know the slides of its other pages.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const moved = id && document.querySelector(`a[data-moved][id="${CSS.escape(id)}"]`);
    if (moved) location.replace(moved.href);
  };

  // Lets the keyboard scroll what is wider than the page.
  const reach = () => {
    for (const region of document.querySelectorAll(".deckbook-math, .md-typeset__scrollwrap")) {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    }
  };

  const start = () => {
    follow();
    reach();
  };
  addEventListener("hashchange", follow);
  addEventListener("resize", reach);
  addEventListener("load", reach);
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
