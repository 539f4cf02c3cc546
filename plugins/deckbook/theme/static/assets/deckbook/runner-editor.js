// Lets a reader change the code of a block: a field in the place of the highlighted code.
const INDENT = "    ";

export class Editor {
  #shown;
  #field;
  #box;
  #before;

  constructor(box, label, hint, run) {
    this.#shown = [...box.children].find((child) => child.matches(".highlight") || child.querySelector(".highlight"));
    this.#before = text(this.#shown);
    this.#box = document.createElement("div");
    this.#box.className = "deckbook-run__editor";
    this.#field = document.createElement("textarea");
    const help = document.createElement("p");
    help.id = `deckbook-run-help-${Math.random().toString(36).slice(2)}`;
    help.className = "deckbook-run__help";
    help.textContent = hint;
    const field = this.#field;
    field.setAttribute("aria-label", label);
    field.setAttribute("aria-describedby", help.id);
    field.setAttribute("autocapitalize", "off");
    field.setAttribute("autocomplete", "off");
    field.setAttribute("dir", "ltr");
    field.spellcheck = false;
    field.wrap = "off";
    field.value = this.#before;
    const size = () => (field.rows = Math.min(40, field.value.split("\n").length));
    size();
    field.addEventListener("input", size);
    field.addEventListener("keydown", keys(run));
    this.#box.append(field, help);
    this.#shown.hidden = true;
    this.#shown.after(this.#box);
    field.focus();
    field.setSelectionRange(0, 0);
  }

  // The text, where it is another than that of the page.
  get changed() {
    return this.#field.value === this.#before ? undefined : this.#field.value;
  }

  focus() {
    this.#field.focus();
  }

  close() {
    this.#box.remove();
    this.#shown.hidden = false;
  }
}

// Tab indents, but after Escape it leaves as everywhere; Ctrl or Cmd with Enter runs.
function keys(run) {
  let leaves = false;
  const type = (text) => document.execCommand("insertText", false, text); // so that it can be undone
  return (event) => {
    const field = event.target;
    // Material has keys of its own, such as `n` for the next page.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") leaves = true;
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    } else if (event.key === "Tab" && !event.shiftKey && !leaves) {
      event.preventDefault();
      type(INDENT);
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      const line = field.value.slice(0, field.selectionStart).split("\n").pop();
      type(`\n${line.match(/^[ \t]*/)[0]}${/:\s*$/.test(line) ? INDENT : ""}`);
    }
    if (event.key !== "Escape" && event.key !== "Shift") leaves = false;
  };
}

// The code as it stands in the page, without the numbers of lines and the buttons that a theme puts there.
function text(shown) {
  const code = shown.querySelector("td.code pre, .code pre, pre").cloneNode(true);
  for (const other of code.querySelectorAll(".linenos, .md-code__nav, .md-annotation, nav, button")) other.remove();
  return code.textContent.replace(/\n$/, "");
}
