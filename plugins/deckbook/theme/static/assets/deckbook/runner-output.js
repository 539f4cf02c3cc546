// What a block prints, gives, draws and raises, as elements. Texts are added once a frame, however fast they come.
export class Output {
  #box;
  #words;
  #waiting = [];
  #end;
  #frame;
  #printed;
  #beginning;
  #rest;

  constructor(words) {
    this.#words = words;
    this.#box = document.createElement("div");
    this.#box.className = "deckbook-run__output";
    this.#box.dataset.added = "";
  }

  get element() {
    return this.#box;
  }

  // The beginning of what is printed.
  add(stream, text) {
    this.#waiting.push([stream, text]);
    this.#later();
  }

  // The end of what is printed, where it is too long to be shown whole; it takes the place of the one before.
  end(texts, lost) {
    this.#end = [texts, lost];
    this.#later();
  }

  // As the build writes a record. A title that stands above the code, or in the drawing, does not stand below it too.
  finish({ result, error, figures, titles, earlier }, caption, isCaptionAbove, note) {
    this.#show();
    if (result.text) this.#long("result", result);
    figures.forEach((svg, index) => {
      const title = figures.length > 1 && caption && titles[index] ? `${caption}: ${titles[index]}` : caption || titles[index];
      this.#figure(svg, title, isCaptionAbove ? "" : caption);
    });
    if (error.text) {
      for (const [name, last] of earlier) this.#note(note(name, last));
      this.#long("error", error);
    }
    this.#reachable();
  }

  #later() {
    this.#frame ??= requestAnimationFrame(() => this.#show());
  }

  #show() {
    cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    if (!this.#printed && (this.#waiting.length || this.#end)) {
      this.#printed = this.#block("stdout");
      this.#beginning = this.#printed.appendChild(document.createElement("span"));
      this.#rest = this.#printed.appendChild(document.createElement("span"));
    }
    this.#beginning?.append(...pieces(this.#waiting));
    this.#waiting = [];
    if (this.#end) this.#rest.replaceChildren(...this.#left(this.#end[1]), ...pieces(this.#end[0]));
    this.#end = undefined;
    this.#reachable();
  }

  #block(kind) {
    const block = document.createElement("pre");
    block.className = `deckbook-run__${kind}`;
    this.#box.append(block);
    return block.appendChild(document.createElement("code"));
  }

  #long(kind, { text, end, lost }) {
    const block = this.#block(kind);
    block.append(text);
    if (end) block.append(...this.#left(lost), ...pieces(end));
  }

  #left(lost) {
    if (!lost.characters) return [];
    const note = document.createElement("span");
    note.className = "deckbook-run__left-out";
    note.textContent = this.#words("run_left_out", {
      lines: lost.lines.toLocaleString(document.documentElement.lang || undefined),
      characters: lost.characters.toLocaleString(document.documentElement.lang || undefined),
    });
    return [note];
  }

  #note(text) {
    const note = document.createElement("p");
    note.textContent = text;
    this.#box.append(note);
  }

  // As an image, so that no script of a drawing runs.
  #figure(svg, title, caption) {
    const figure = document.createElement("figure");
    const image = figure.appendChild(document.createElement("img"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    image.alt = title;
    if (caption) figure.appendChild(document.createElement("figcaption")).textContent = caption;
    this.#box.append(figure);
  }

  // The keyboard scrolls what does not fit.
  #reachable() {
    for (const block of this.#box.querySelectorAll("pre, pre > code")) {
      if (block.scrollWidth > block.clientWidth || block.scrollHeight > block.clientHeight) block.tabIndex = 0;
    }
  }
}

const pieces = (texts) =>
  texts.map(([stream, text]) => {
    if (stream !== "stderr") return text;
    const piece = document.createElement("span");
    piece.className = "deckbook-run__stderr";
    piece.textContent = text;
    return piece;
  });
