// Shows a picture as large as the window, by a click or the keyboard; without it a picture is a link to its file.
(() => {
  if (window.deckbook === true) return;

  let dialog;
  const show = (image, words) => {
    if (!dialog?.isConnected) {
      dialog = document.createElement("dialog");
      dialog.className = "deckbook-picture";
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = words("read_close");
      dialog.append(document.createElement("img"), document.createElement("p"), close);
      dialog.addEventListener("click", () => dialog.close());
      document.body.append(dialog);
    }
    const [shown, caption] = dialog.children;
    shown.referrerPolicy = image.referrerPolicy;
    shown.src = image.currentSrc || image.src;
    shown.alt = image.alt;
    caption.textContent = image.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    dialog.setAttribute("aria-label", image.alt || words("read_enlarge"));
    dialog.classList.toggle("deckbook-paper", image.matches(".deckbook-paper, .deckbook-run__output img"));
    dialog.showModal();
  };

  addEventListener("deckbook:page", ({ detail: { words } }) => {
    for (const image of document.querySelectorAll(".slide img:not([data-ready])")) {
      image.dataset.ready = "";
      const link = image.closest("a, button, summary, label");
      if (link && !link.matches(".deckbook-zoom")) continue;
      const open = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        show(image, words);
      };
      if (link) link.addEventListener("click", open);
      if (link && !image.alt) link.setAttribute("aria-label", words("read_enlarge"));
      if (link) continue;
      const offer = () => {
        if (image.naturalWidth < 160 || image.clientWidth < 48) return; // an icon or a badge
        image.tabIndex = 0;
        image.setAttribute("role", "button");
        if (!image.alt) image.setAttribute("aria-label", words("read_enlarge"));
        image.classList.add("deckbook-zoom");
        image.addEventListener("click", open);
        image.addEventListener("keydown", (event) => {
          if (event.key === "Enter" || event.key === " ") open(event);
        });
      };
      if (image.complete) offer();
      else image.addEventListener("load", offer, { once: true });
    }
  });
})();
