// Presents a deck from its book: a slide's own section fills the screen, and stands in the text again afterwards.
import { clicksOf } from "./present-clicks.js";
import { slidesOf } from "./present-pages.js";

const LONG = 980; // the sides of Slidev's canvas, in pixels; on a screen that is higher than wide it is turned
const SHORT = 552;
const SIGNS = {
  present_back: "M15 5 8 12l7 7",
  present_on: "M9 5l7 7-7 7",
  present_notes: "M5 5h14v14H5zM8.5 10h7M8.5 14h4",
  present_screen: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  present_end: "M6 6l12 12M18 6 6 18",
};
const BAR = 44; // the height of the bar below
const LARGEST = 1.7; // how much a slide of few words is enlarged
const READABLE = 0.45; // code that is wider is scrolled, not made smaller than this
const SMALLEST = 0.2; // below this it is scrolled

let current = null; // what is being presented

/** Begins with a slide, in an element for the whole screen. `deck`: its name, title and pages; `words`: gives a text by its name. */
export async function present(deck, number, words) {
  current?.end({ stays: true });
  const show = new Show(deck, words);
  current = show;
  await show.open(number);
}

class Show {
  constructor(deck, words) {
    this.deck = deck;
    this.words = words;
    this.slides = slidesOf(deck.pages, deck.name);
    this.at = null; // the slide that is shown
    this.notes = null; // the window with the presenter's notes
    this.turning = Promise.resolve();
    this.dialog = this.build();
  }

  build() {
    const dialog = document.createElement("dialog");
    dialog.className = "deckbook-show";
    dialog.setAttribute("aria-label", this.deck.title);
    this.stage = element("div", "deckbook-show__stage");
    this.stage.tabIndex = -1;
    this.paper = element("div", "deckbook-show__paper md-typeset");
    this.stage.append(this.paper);
    const bar = element("div", "deckbook-show__bar");
    const button = (name, action) => {
      const made = element("button", "deckbook-show__button");
      made.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${SIGNS[name]}"/></svg>`;
      made.type = "button";
      made.title = this.words(name);
      made.setAttribute("aria-label", made.title);
      made.addEventListener("click", action);
      bar.append(made);
      return made;
    };
    button("present_back", () => this.step(-1));
    this.count = element("span", "deckbook-show__count");
    this.count.setAttribute("aria-live", "polite");
    bar.append(this.count);
    button("present_on", () => this.step(1));
    button("present_notes", () => this.openNotes()).hidden = !this.deck.notes;
    if (document.fullscreenEnabled) button("present_screen", () => this.fillScreen());
    button("present_end", () => this.end());
    dialog.append(this.stage, bar);
    return dialog;
  }

  async open(number) {
    const signal = (this.listening = new AbortController()).signal;
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.dialog.addEventListener("cancel", (event) => (event.preventDefault(), this.end()), { signal });
    this.dialog.addEventListener("keydown", (event) => this.key(event), { signal });
    this.touches(signal);
    addEventListener("resize", () => this.fit(), { signal });
    document.addEventListener("fullscreenchange", () => this.leftScreen(), { signal });
    this.stage.focus({ preventScroll: true });
    await this.go(number, 1);
    if (!this.at) this.end();
  }

  /** One click on, or back. Those that come while a page is fetched wait for it. */
  step(direction) {
    this.waiting = (this.waiting ?? 0) + 1;
    this.stage.ariaBusy = "true";
    return (this.turning = this.turning
      .then(() => this.stepped(direction))
      .catch((error) => this.say(error.message))
      .finally(() => (this.stage.ariaBusy = String((this.waiting -= 1) > 0))));
  }

  async stepped(direction) {
    if (!this.at) return;
    const wanted = this.click + direction;
    if (wanted >= 0 && wanted <= this.clicks.last) {
      this.click = wanted;
      this.clicks.show(this.click);
      this.tell();
    } else {
      await this.go(this.at.number + direction, direction);
    }
  }

  async go(number, direction) {
    const found = await this.slides.find(number, direction);
    if (!found || current !== this) return;
    this.putBack();
    const section = found.section;
    this.at = { ...found, place: section.isConnected ? document.createComment("") : null };
    this.at.place && section.replaceWith(this.at.place);
    this.paper.replaceChildren(...this.title(found), section);
    this.clicks = clicksOf(section);
    this.click = direction < 0 ? this.clicks.last : 0;
    this.clicks.show(this.click);
    this.fit();
    for (const picture of this.paper.querySelectorAll("img")) {
      picture.loading = "eager";
      if (!picture.complete) picture.addEventListener("load", () => this.fit(), { once: true });
    }
    history.replaceState(history.state, "", `#present=${found.number}`);
    this.tell();
  }

  /** A slide that goes on with a chapter has no heading of its own: it shows the chapter's. */
  title({ section, title }) {
    if (section.querySelector("h1, h2, h3, h4, h5, h6")) return [];
    const heading = title ?? document.querySelector("article h1, main h1, h1");
    if (!heading) return [];
    const shown = element("p", "deckbook-show__title");
    shown.append(...heading.cloneNode(true).childNodes);
    shown.querySelectorAll(".headerlink").forEach((link) => link.remove());
    return [shown];
  }

  putBack() {
    if (!this.at) return;
    this.clicks.forget();
    this.at.place?.replaceWith(this.at.section);
    this.at.place = null;
  }

  /** Lets the slide fill the canvas: text is laid out anew for each size, so that wide lines cost no room. */
  fit() {
    const [across, down] = [innerWidth, innerHeight - BAR];
    const width = across >= down ? LONG : SHORT;
    const height = across >= down ? SHORT : Math.min(LONG, (SHORT * down) / across);
    this.stage.style.width = `${width}px`;
    this.stage.style.height = `${height}px`;
    this.stage.style.setProperty("--deckbook-canvas", Math.min(across / width, down / height));
    const boxes = [...this.paper.querySelectorAll("pre, pre > code, .deckbook-math, .md-typeset__scrollwrap")];
    const fits = (size) => {
      this.paper.style.width = `${width / size}px`;
      this.paper.style.transform = `scale(${size})`;
      if (this.paper.scrollHeight * size > height || this.paper.scrollWidth * size > width + 1) return false;
      return size < READABLE || boxes.every((box) => box.scrollWidth <= box.clientWidth + 1);
    };
    let [low, high] = [SMALLEST, LARGEST];
    if (fits(high)) low = high;
    for (let round = 0; round < 8 && low < high; round += 1) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    const isWhole = fits(low);
    this.stage.classList.toggle("deckbook-show__stage--scrolls", !isWhole);
    this.paper.style.top = `${Math.max(0, (height - this.paper.scrollHeight * low) / 2)}px`;
    this.stage.scrollTop = 0;
  }

  tell() {
    const said = `${this.at.number} / ${this.slides.last}`;
    if (this.count.textContent !== said) this.count.textContent = said;
    this.tellNotes();
  }

  say(message) {
    this.count.textContent = this.words("present_failed", { reason: message });
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.key;
    if (event.target.closest?.("textarea, input, select, [contenteditable]") && key !== "Escape") return;
    event.stopPropagation(); // the theme has shortcuts of its own
    const isOnControl = event.target.closest?.("button, a[href], summary") !== null && event.target.closest !== undefined;
    if ((key === " " || key === "Enter") && isOnControl) return;
    const action = {
      ArrowRight: () => this.step(1), ArrowDown: () => this.step(1), PageDown: () => this.step(1),
      " ": () => this.step(event.shiftKey ? -1 : 1), Enter: () => this.step(1),
      ArrowLeft: () => this.step(-1), ArrowUp: () => this.step(-1), PageUp: () => this.step(-1),
      Home: () => this.go(1, 1), End: () => this.go(this.slides.last, -1),
      f: () => this.fillScreen(), Escape: () => this.end(),
    }[key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  touches(signal) {
    let from = null;
    this.stage.addEventListener("pointerdown", (event) => {
      from = event.pointerType === "mouse" || event.target.closest("button, a, summary, textarea, input") ? null : event;
    }, { signal });
    this.stage.addEventListener("pointerup", (event) => {
      if (!from) return;
      const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
      from = null;
      if (Math.abs(x) > 40 && Math.abs(x) > Math.abs(y)) this.step(x < 0 ? 1 : -1);
      else if (Math.hypot(x, y) < 10) this.step(event.clientX > innerWidth / 3 ? 1 : -1);
    }, { signal });
  }

  fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().then(() => (this.isWhole = true), () => {});
  }

  leftScreen() {
    if (this.isWhole && !document.fullscreenElement) this.end();
  }

  openNotes() {
    this.notes = open("", "deckbook-notes", "popup,width=640,height=560");
    if (!this.notes) return;
    const page = this.notes.document;
    page.title = this.words("present_notes");
    page.documentElement.lang = document.documentElement.lang;
    page.body.style.cssText = "font: 20px/1.5 system-ui, sans-serif; margin: 1.5rem; color-scheme: light dark";
    page.onkeydown = (event) => this.key(event);
    this.began ??= Date.now();
    this.clock ??= setInterval(() => this.tellNotes(), 1000);
    this.tellNotes();
  }

  tellNotes() {
    if (!this.notes || this.notes.closed) return;
    const page = this.notes.document;
    const seconds = Math.floor((Date.now() - this.began) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const head = page.createElement("p");
    head.textContent = `${this.at.number} / ${this.slides.last} · ${time}`;
    head.style.opacity = "0.7";
    const note = this.at.section.querySelector("details.deckbook-note");
    const texts = note ? [...note.cloneNode(true).childNodes].filter((node) => node.nodeName !== "SUMMARY") : [];
    page.body.replaceChildren(head, ...texts.map((node) => page.adoptNode(node)));
  }

  /** Returns to the paragraph: on this page, or on the one that the slide stands on. */
  end({ stays = false } = {}) {
    if (current !== this) return;
    current = null;
    this.listening?.abort();
    clearInterval(this.clock);
    this.notes?.close();
    if (document.fullscreenElement) document.exitFullscreen();
    const { section, url } = this.at ?? {};
    this.putBack();
    this.dialog.close();
    this.dialog.remove();
    document.querySelectorAll("style[data-deckbook-show]").forEach((style) => style.remove());
    if (!section) history.replaceState(history.state, "", location.pathname + location.search);
    else if (this.slides.isHere(url) || stays) {
      history.replaceState(history.state, "", `#${encodeURIComponent(section.id)}`);
      section.scrollIntoView();
      (section.querySelector(".deckbook-present") ?? section).focus?.({ preventScroll: true });
    } else location.assign(`${url}#${encodeURIComponent(section.id)}`);
  }
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  return made;
}
