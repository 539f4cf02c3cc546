// Lets a reader present the deck, from any of its slides on or by an address that ends with `#present=7`.
(() => {
  if (window.deckbook === true) return;

  let files; // what does it, once a reader has asked for it
  const load = ({ file, more, fetched }) =>
    (files ??= Promise.all([import(file("present.js")), fetched("present.css"), more()]).catch((error) => {
      files = undefined;
      throw error;
    }));

  let begin = () => {};
  addEventListener("hashchange", () => begin());
  addEventListener("deckbook:page", ({ detail: page }) => {
    begin = () => {};
    const written = document.querySelector("template.deckbook-presented");
    if (!written) return;
    const deck = JSON.parse(written.dataset.presented);
    const show = (number) => load(page).then(([module]) => module.present(deck, number, page.words)).catch(console.warn);
    for (const mark of document.querySelectorAll(".slide > .deckbook-mark:not([data-ready])")) {
      const number = Number(mark.parentElement.dataset.slide);
      const button = document.createElement("button");
      mark.dataset.ready = "";
      button.type = "button";
      button.className = "deckbook-present";
      button.textContent = page.words("present");
      button.setAttribute("aria-label", page.words("present_from", { number }));
      button.addEventListener("click", () => show(number));
      mark.prepend(button); // before the others, whose places stay
    }
    begin = () => {
      const asked = /^#present=(\d{1,5})$/.exec(location.hash);
      if (asked && !document.querySelector(".deckbook-show")) show(Number(asked[1]));
    };
    begin();
  });
})();
