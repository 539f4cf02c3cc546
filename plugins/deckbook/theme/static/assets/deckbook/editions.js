/* On a published site: a note on pages of old editions, which leads to the same page in the newest one, and a list of
   editions that can be searched. The words and the address of the page “What's new” stand before this in the file. */
(() => {
  const mark = document.querySelector('meta[name="deckbook-edition"]');
  if (!mark || !location.protocol.startsWith("http")) return;
  // Where this edition begins; instant navigation changes the page's address, but not this.
  const root = new URL(mark.content, location.href);
  const { words, news } = DECKBOOK_EDITIONS;
  const MANY = 12;
  const own = root.pathname.split("/").at(-2);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  const make = (name, values) => Object.assign(document.createElement(name), values);

  /* The page's own address in the newest edition. */
  const same = () => {
    const address = new URL(`../latest/${location.pathname.slice(root.pathname.length)}`, root);
    address.search = location.search;
    address.hash = location.hash;
    return address.href;
  };

  const note = (title, newest) => {
    const place = document.querySelector(".md-content__inner, [role=main], main, body");
    document.querySelector(".deckbook-edition")?.remove();
    const box = make("aside", { className: "deckbook-edition" });
    box.setAttribute("aria-label", words.edition_banner);
    const text = make("p", { textContent: `${fill(words.edition_old, { title, newest })} ` });
    // A link with a target is no matter of instant navigation, which would stay in this edition's frame.
    const link = make("a", { textContent: words.edition_same, href: same(), target: "_self" });
    // The address may gain an anchor until the link is followed.
    for (const event of ["pointerenter", "focus"]) link.addEventListener(event, () => (link.href = same()));
    text.append(link);
    box.append(text);
    place.prepend(box);
  };

  /* Material's list of editions: the one that is read is marked, and many can be searched by their titles. */
  const improve = (list, current) => {
    if (list.dataset.deckbook) return;
    list.dataset.deckbook = "";
    const button = list.parentElement.querySelector(".md-version__current");
    // A name that holds what is shown, so that it can be spoken.
    button.setAttribute("aria-label", `${button.textContent.trim()} – ${button.getAttribute("aria-label")}`);
    const items = [...list.querySelectorAll(".md-version__item")];
    const here = items.find((item) => item.textContent.trim() === current);
    here?.querySelector("a")?.setAttribute("aria-current", "true");
    const head = make("li", { className: "deckbook-editions" });
    if (items.length > MANY) head.append(...finder(list, items));
    const address = new URL(`../latest/${news}`, root).href;
    if (news) head.append(make("a", { href: address, target: "_self", textContent: words.news }));
    if (head.childElementCount) list.prepend(head);
    const show = () => requestAnimationFrame(() => {
      if (here) list.scrollTop = here.offsetTop - list.clientHeight / 2;
    });
    button.addEventListener("focus", show);
    list.parentElement.addEventListener("mouseenter", show);
  };

  const finder = (list, items) => {
    const input = make("input", { type: "search", placeholder: words.edition_find });
    input.setAttribute("aria-label", words.edition_find);
    const nothing = make("p", { textContent: words.edition_none, hidden: true });
    nothing.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const wanted = input.value.toLowerCase().split(/\s+/);
      for (const item of items) {
        const text = item.textContent.toLowerCase();
        item.hidden = !wanted.every((word) => text.includes(word));
      }
      nothing.hidden = items.some((item) => !item.hidden);
      list.scrollTop = 0;
    });
    return [input, nothing];
  };

  const start = async () => {
    const answer = await fetch(new URL("../versions.json", root)).catch(() => null);
    if (!answer?.ok) return;
    const editions = await answer.json();
    const newest = editions.find(({ aliases }) => aliases.includes("latest"));
    const edition = editions.find(({ version, aliases }) => version === own || aliases.includes(own));
    if (!edition) return;
    const update = () => {
      if (newest && newest !== edition) note(edition.title, newest.title);
    };
    // Material writes its list later, and all over again on no page.
    const look = () => {
      const list = document.querySelector(".md-version__list");
      if (list) improve(list, edition.title);
      return list;
    };
    if (!look()) {
      const watcher = new MutationObserver(() => look() && watcher.disconnect());
      watcher.observe(document.querySelector(".md-header") ?? document.body, { childList: true, subtree: true });
    }
    // With instant navigation a page comes without a load; the first one is told at once.
    if (typeof document$ === "undefined") update();
    else document$.subscribe(update);
  };
  start();
})();
