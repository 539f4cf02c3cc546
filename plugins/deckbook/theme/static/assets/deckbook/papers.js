// A paper's card at a citation that is pointed at or has the focus; and copying entries, on the pages of papers.
// Instant navigation runs it again on each of those, so it begins only once; it listens to the document itself.
(() => {
  if (window.deckbookPapers === true) return;
  window.deckbookPapers = true;

  const cites = "a.deckbook-cite";
  let shown; // the citation and its card
  let timer;

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    const { link, card } = shown;
    shown = undefined;
    link.removeAttribute("aria-describedby");
    card.remove();
  };

  const place = () => {
    if (!shown) return;
    const { link, card } = shown;
    const line = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    if (line.bottom < 0 || line.top > innerHeight) return hide();
    const below = line.bottom + height <= innerHeight || line.top < height;
    card.style.top = `${below ? line.bottom : line.top - height}px`;
    card.style.left = `${Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8))}px`;
  };

  // The card comes behind its citation, so that Tab leads into it; the top layer lets nothing cut it off.
  const show = (link) => {
    clearTimeout(timer);
    if (shown?.link === link) return;
    hide();
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const work = CSS.escape(entry?.dataset.work ?? "");
    const source = document.querySelector(`.deckbook-cards > [data-work="${work}"] > *`);
    if (!source || !HTMLElement.prototype.showPopover) return;
    const card = document.createElement("div");
    card.className = "deckbook-hover";
    card.popover = "manual";
    card.append(source.cloneNode(true));
    const title = card.querySelector(".deckbook-work__title");
    title.id = "deckbook-hover";
    link.setAttribute("aria-describedby", title.id);
    link.after(card);
    card.showPopover();
    shown = { link, card };
    place();
  };

  const inside = (node) => shown && node instanceof Node && (shown.link.contains(node) || shown.card.contains(node));
  const cited = (event) => (event.target instanceof Element ? event.target.closest(cites) : null);
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(() => inside(document.activeElement) || hide(), 200); // the way to the card takes a moment
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // a touch follows the link
    const link = cited(event);
    if (link) {
      clearTimeout(timer);
      timer = setTimeout(show, shown ? 0 : 100, link);
    } else if (inside(event.target)) clearTimeout(timer);
    else if (shown || timer) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = cited(event);
    if (link?.matches(":focus-visible")) show(link);
    else if (shown && !inside(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    const { link, card } = shown;
    if (card.contains(document.activeElement)) link.focus();
    hide();
  });
  document.addEventListener("click", (event) => cited(event) && hide());
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);

  const start = () => {
    hide();
    for (const button of document.querySelectorAll(".deckbook-copy[hidden]")) {
      const text = button.textContent;
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.nextElementSibling.textContent);
        button.textContent = button.dataset.done;
        setTimeout(() => (button.textContent = text), 2000);
      });
    }
  };
  if (window.document$?.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
  // Other pages load this when the first citation is pointed at.
  const first = document.querySelector(`${cites}:is(:hover, :focus-visible)`);
  if (first) show(first);
})();
