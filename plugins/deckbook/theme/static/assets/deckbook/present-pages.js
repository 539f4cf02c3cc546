// The slides of a deck, from the pages of its book: the one that is open, and the others as they are asked for.

/** A deck's slides. `pages` are the addresses of its pages, with the first and the last slide of each. */
export function slidesOf(pages, name) {
  const here = location.href.replace(/#.*/s, "");
  const known = pages.map(([address, first, last]) => ({ url: new URL(address, here).href, first, last, slides: null }));

  const sections = (root) =>
    [...root.querySelectorAll("section.slide[data-deck][data-slide]")].filter(
      (section) => section.dataset.deck === name && !section.parentElement.closest("section.slide"),
    );

  const load = (page) =>
    (page.slides ??= page.url === here ? Promise.resolve(sections(document)) : fetched(page).then(sections)).catch(
      (error) => {
        page.slides = null; // the next one tries again
        throw error;
      },
    );

  return {
    last: Math.max(0, ...known.map((page) => page.last)),
    /** The slide with this number, or the next one that there is in the direction (1 or -1); null behind the ends. */
    async find(number, direction = 1) {
      const ordered = direction > 0 ? known : [...known].reverse();
      for (const page of ordered) {
        if (direction > 0 ? page.last < number : page.first > number) continue;
        const slides = await load(page);
        const numbers = slides.map((section) => Number(section.dataset.slide));
        const index = direction > 0 ? numbers.findIndex((one) => one >= number) : numbers.findLastIndex((one) => one <= number);
        if (index >= 0) return { section: slides[index], number: numbers[index], url: page.url, title: page.title };
      }
      return null;
    },
    isHere: (url) => url === here,
  };
}

/** Another page: its addresses made its own, its styles and its title kept. */
async function fetched(page) {
  const answer = await fetch(page.url);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const other = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const element of other.querySelectorAll("[src], [href], [poster]")) {
    for (const name of ["src", "href", "poster"]) {
      const value = element.getAttribute(name);
      if (value && !value.startsWith("#")) element.setAttribute(name, new URL(value, page.url).href);
    }
  }
  const here = new Set([...document.querySelectorAll("link[rel=stylesheet]")].map((sheet) => sheet.href));
  for (const sheet of other.querySelectorAll("head > link[rel=stylesheet]")) {
    if (!here.has(sheet.getAttribute("href"))) document.head.append(sheet);
  }
  page.title = other.querySelector("h1")?.cloneNode(true);
  const style = [...other.querySelectorAll("head > style[data-deckbook]")].map((found) => found.textContent).join("\n");
  if (style) {
    const own = document.createElement("style");
    own.dataset.deckbookShow = "";
    own.textContent = style;
    document.head.append(own);
  }
  return other;
}
