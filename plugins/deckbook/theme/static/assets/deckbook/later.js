// What pages load when a reader wants it: a picture or a drawing as large as the window, the list of keys, and what
// one can do with what is kept of one's reading. The words of these, and of what presents decks and runs code, stand
// before this in the file.
(() => {
  const make = (tag, values = {}) => Object.assign(document.createElement(tag), values);
  const closed = (dialog) => new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  const button = (dialog, words) =>
    make("button", { type: "button", textContent: words("read_close"), onclick: () => dialog.close() });

  // Shows an element as large as the window. A picture is shown anew; a drawing goes there itself, as its parts may
  // have ids, or be closed to scripts, and comes back to its place.
  const enlarge = async (element, words) => {
    const dialog = make("dialog", { className: "deckbook-picture", onclick: () => dialog.close() });
    const text = element.alt || element.getAttribute("aria-label") || element.querySelector("title")?.textContent;
    dialog.setAttribute("aria-label", text || words("read_enlarge"));
    const figure = element.closest("figure");
    const caption = make("p", { textContent: figure?.querySelector("figcaption")?.textContent ?? "" });
    const isPaper = element.matches(".deckbook-paper, .deckbook-run__output img");
    dialog.classList.toggle("deckbook-paper", isPaper);
    if (element.matches("img")) {
      const { referrerPolicy, alt } = element;
      dialog.append(make("img", { referrerPolicy, alt, src: element.currentSrc || element.src }), caption);
      dialog.append(button(dialog, words));
      document.body.append(dialog);
      dialog.showModal();
      await closed(dialog);
      return dialog.remove();
    }
    const { width, height } = element.getBoundingClientRect();
    const place = make("div", { style: `height: ${height}px; width: ${width}px` });
    const stage = make("div", { className: "deckbook-picture__stage" });
    // The box of a diagram is as wide as the page, whatever the drawing in it is.
    const own = element.matches("svg") ? `${width / (element.currentCSSZoom ?? 1)}px` : "max-content";
    const drawing = make("div", { style: `width: ${own}` });
    stage.append(drawing);
    dialog.append(stage, caption, button(dialog, words));
    element.replaceWith(place);
    drawing.append(element);
    place.closest(".slide").append(dialog); // whose styles it needs
    dialog.showModal();
    const { offsetWidth, offsetHeight } = drawing;
    drawing.style.zoom = Math.min(stage.clientWidth / offsetWidth, stage.clientHeight / (offsetHeight || 1));
    await closed(dialog);
    place.replaceWith(element);
    dialog.remove();
  };

  // Lists the keys; `isOn` tells whether a reader uses them, and `use` takes what they want.
  const keys = (listed, isOn, use, words) => {
    const dialog = make("dialog", { className: "deckbook-keys" });
    const title = make("h2", { id: "deckbook-keys", textContent: words("read_help") });
    dialog.setAttribute("aria-labelledby", title.id);
    const list = make("dl");
    for (const [key, word] of listed) {
      const name = make("dt");
      name.append(make("kbd", { textContent: key }));
      list.append(name, make("dd", { textContent: words(word) }));
    }
    const box = make("input", { type: "checkbox", checked: isOn, onchange: () => use(box.checked) });
    const label = make("label");
    label.append(box, ` ${words("read_keys_on")}`);
    dialog.append(title, list, label, button(dialog, words));
    document.querySelector("article, main, body").append(dialog);
    dialog.showModal();
    closed(dialog).then(() => dialog.remove());
  };

  // What a reader can do with what is kept of their reading, in the fold that counts it.
  const kept = (fold, key, read, redraw, words) => {
    const take = make("button", { type: "button", textContent: words("read_export") });
    take.onclick = () => {
      const file = new Blob([JSON.stringify(read(), null, 1)], { type: "application/json" });
      const link = make("a", { href: URL.createObjectURL(file), download: "reading.json" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
    };
    const forget = make("button", { type: "button", textContent: words("read_delete") });
    forget.onclick = () => {
      if (!confirm(words("read_sure"))) return;
      localStorage.removeItem(key);
      document.querySelector(".deckbook-continue")?.remove();
      redraw();
    };
    fold.append(make("p", { textContent: words("read_about") }), take, forget);
  };

  Object.assign(window.deckbookLater, { enlarge, keys, kept });
})();
