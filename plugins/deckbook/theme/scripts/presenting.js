// Lets a reader present the deck, from any of its slides on or by an address that ends with `#present=7`.
(() => {
  if (window.deckbook === true) return;

  let files; // what does it, once a reader has asked for it
  const load = (root) =>
    (files ??= Promise.all([
      import(new URL("assets/deckbook/present.js", root)),
      new Promise((done) => {
        const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", onload: done, onerror: done });
        sheet.href = new URL("assets/deckbook/present.css", root);
        document.head.append(sheet);
      }),
    ]).catch((error) => {
      files = undefined;
      throw error;
    }));

  let begin = () => {};
  addEventListener("hashchange", () => begin());
  addEventListener("deckbook:page", ({ detail: { root } }) => {
    begin = () => {};
    const written = document.querySelector("template.deckbook-presented");
    if (!written) return;
    const deck = JSON.parse(written.dataset.presented);
    const show = (number) => load(root).then(([module]) => module.present(deck, number)).catch(console.warn);
    for (const mark of document.querySelectorAll(".slide > .deckbook-mark:not([data-ready])")) {
      const number = Number(mark.parentElement.dataset.slide);
      const button = document.createElement("button");
      mark.dataset.ready = "";
      button.type = "button";
      button.className = "deckbook-present";
      button.textContent = deck.words.present;
      button.setAttribute("aria-label", deck.words.present_from.replace("{number}", number));
      button.addEventListener("click", () => show(number));
      mark.append(button);
    }
    begin = () => {
      const asked = /^#present=(\d{1,5})$/.exec(location.hash);
      if (asked && !document.querySelector(".deckbook-show")) show(Number(asked[1]));
    };
    begin();
  });
})();
