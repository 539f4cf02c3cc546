// Shows a picture or a drawing as large as the window, by a click or the keyboard; without it a picture is a link to its
// file. What shows it is loaded when a reader wants that.
(() => {
  if (window.deckbook === true) return;

  const SMALLEST = 160; // the width of what is an icon or a badge
  const UNDRAWN = ".slide pre:not(.highlight *) > code";
  let page;
  let watcher;

  const open = (event, element) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = element.closest("a");
    event.preventDefault();
    event.stopPropagation();
    page.more().then(
      (later) => later.enlarge(element, page.words),
      () => link && location.assign(link.href),
    );
  };

  const picture = (image) => {
    const link = image.closest("a, button, summary, label");
    if (link && !link.matches(".deckbook-zoom")) return;
    if (link) {
      link.addEventListener("click", (event) => open(event, image));
      if (!image.alt) link.setAttribute("aria-label", page.words("read_enlarge"));
      return;
    }
    const offer = () => {
      if (image.naturalWidth < SMALLEST || image.clientWidth < 48) return;
      image.tabIndex = 0;
      image.setAttribute("role", "button");
      if (!image.alt) image.setAttribute("aria-label", page.words("read_enlarge"));
      image.classList.add("deckbook-zoom");
      image.addEventListener("click", (event) => open(event, image));
      image.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") open(event, image);
      });
    };
    if (image.complete) offer();
    else image.addEventListener("load", offer, { once: true });
  };

  // A drawing may hold words and links of its own, so it is no button, but has one that the keyboard finds.
  const drawing = (element) => {
    const { width, height } = element.getBoundingClientRect();
    if (element.matches("svg") && (width < SMALLEST || height < 48)) return;
    if (element.closest("a, button, summary, label, [aria-hidden=true]") || element.parentElement.closest("svg")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "deckbook-enlarge";
    button.textContent = page.words("read_enlarge");
    button.addEventListener("click", (event) => open(event, element));
    element.classList.add("deckbook-zoom");
    element.addEventListener("click", (event) => event.target.closest("a") ?? open(event, element));
    element.after(button);
  };

  // Material draws diagrams one by one, each in the place of its text, whose class it takes away at once.
  const drawn = () => {
    for (const element of document.querySelectorAll(".slide :is(svg, div.mermaid):not([data-ready])")) {
      element.dataset.ready = "";
      drawing(element);
    }
    if (!document.querySelector(UNDRAWN)) watcher?.disconnect();
  };

  addEventListener("deckbook:page", ({ detail }) => {
    page = detail;
    watcher?.disconnect();
    for (const image of document.querySelectorAll(".slide img:not([data-ready])")) {
      image.dataset.ready = "";
      picture(image);
    }
    drawn();
    if (!document.querySelector(UNDRAWN)) return;
    watcher = new MutationObserver(drawn);
    for (const slide of document.querySelectorAll(".slide")) watcher.observe(slide, { childList: true, subtree: true });
  });
})();
