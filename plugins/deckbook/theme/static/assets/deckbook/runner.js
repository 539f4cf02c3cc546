// What the buttons under a block of code do. deckbook.js makes them, and fetches this when the first one is pressed.
import { Editor } from "./runner-editor.js";
import { Output } from "./runner-output.js";
import { Session, Trouble } from "./runner-session.js";

const sessions = new Map(); // by the address of the book
const blocks = new Map(); // by their element

// Does what a button says: "run", "edit", "stop" or "reset".
export function press(action, box, words) {
  if (!blocks.has(box)) blocks.set(box, new Block(box, words));
  return blocks.get(box)[action]();
}

// Ends what runs for a page that was left.
export function tidy(everything = false) {
  for (const [box, block] of blocks) {
    if (!everything && box.isConnected) continue;
    if (everything) block.halt();
    else blocks.delete(box);
  }
  const used = everything ? [] : [...blocks.values()].map((block) => block.address);
  for (const [address, session] of sessions) {
    if (used.includes(address)) continue;
    session.end();
    sessions.delete(address);
  }
}

class Block {
  #box;
  #words;
  #editor;
  #recorded;
  #output;
  #abort;
  #began;

  constructor(box, words) {
    this.#box = box;
    this.#words = words;
    this.address = new URL(box.dataset.book, document.baseURI).href;
    this.#recorded = box.querySelector(":scope > .deckbook-run__output");
  }

  get key() {
    return this.#box.dataset.run;
  }

  get changed() {
    return this.#editor?.changed;
  }

  async run() {
    if (this.#abort) return;
    const abort = (this.#abort = new AbortController());
    const session = this.#session();
    const show = (message) => this.#see(message);
    this.#state("waiting", this.#words("run_waiting"));
    let caption = "";
    const code = (block) => {
      if (block.key === this.key) caption = block.figure ?? "";
      const other = [...blocks.values()].find((one) => one.address === this.address && one.key === block.key);
      return other?.changed ?? block.code;
    };
    try {
      const outcome = await session.run(this.key, code, show, abort.signal);
      if (this.#abort !== abort) return;
      if (!outcome) return void this.#state("stopped", this.#words("run_stopped"));
      const note = (name, error) => this.#words("run_earlier", { name, error });
      this.#live().finish(outcome, caption, !!this.#box.querySelector(".filename"), note);
      const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
      if (outcome.kind) this.#state("failed", this.#words("run_failed", { error: outcome.kind }));
      else this.#state("done", this.#words("run_done", { seconds }));
    } catch (error) {
      if (this.#abort !== abort) return;
      const trouble = error instanceof Trouble ? error : new Trouble("run_crashed", { reason: error.message });
      this.#state("failed", this.#words(trouble.word, trouble.values));
    } finally {
      if (this.#abort === abort) this.#abort = undefined;
    }
  }

  stop() {
    if (!this.#abort) return;
    const isWaiting = this.#box.dataset.state === "waiting";
    this.halt();
    if (!isWaiting) this.#session().stop();
  }

  halt() {
    if (!this.#abort) return;
    this.#abort.abort();
    this.#abort = undefined;
    this.#state("stopped", this.#words("run_stopped"));
  }

  edit() {
    if (this.#editor) return this.#editor.focus();
    const label = this.#words("run_code", { name: this.key });
    this.#editor = new Editor(this.#box, label, this.#words("run_keys"), () => this.run());
    this.#box.dataset.edited = "";
    this.#buttons();
  }

  // The code and the output as they were when the page came.
  reset() {
    this.stop();
    this.#editor?.close();
    this.#editor = undefined;
    delete this.#box.dataset.edited;
    this.#output?.element.replaceWith(...(this.#recorded ? [this.#recorded] : []));
    this.#output = undefined;
    this.#state("", "");
  }

  #session() {
    if (!sessions.has(this.address)) sessions.set(this.address, new Session(this.address));
    return sessions.get(this.address);
  }

  #see(message) {
    if (message.type === "starting") this.#state("loading", this.#words("run_loading"));
    else if (message.type === "loading") {
      const [, names] = message.text.match(/^Loading (.+)/) ?? [];
      if (names) this.#say(this.#words("run_packages", { names }));
    } else if (message.type === "running") {
      this.#began = performance.now();
      this.#live(true);
      this.#state("running", this.#words("run_running"));
    } else if (message.type === "output") this.#live().add(message.stream, message.text);
    else if (message.type === "end") this.#live().end(message.texts, message.lost);
  }

  // What shows this run; a new one takes the place of what stands there.
  #live(anew = false) {
    if (anew || !this.#output) {
      const before = this.#output?.element ?? this.#recorded;
      this.#output = new Output(this.#words);
      if (before?.isConnected) before.replaceWith(this.#output.element);
      else this.#box.querySelector(":scope > .deckbook-run__bar").after(this.#output.element);
    }
    return this.#output;
  }

  #state(state, text) {
    if (state) this.#box.dataset.state = state;
    else delete this.#box.dataset.state;
    this.#buttons();
    this.#say(text);
  }

  #say(text) {
    this.#box.querySelector(".deckbook-run__status").textContent = text;
  }

  // Shows the buttons that mean something now; where the one with the focus goes, its counterpart gets it.
  #buttons() {
    const state = this.#box.dataset.state;
    const isBusy = ["waiting", "loading", "running"].includes(state);
    const isEdited = "edited" in this.#box.dataset;
    const shown = { run: !isBusy, stop: isBusy, edit: !isEdited, reset: isEdited || Boolean(state) };
    const button = (name) => this.#box.querySelector(`.deckbook-run__bar [data-action="${name}"]`);
    const focused = document.activeElement?.dataset?.action;
    const had = focused && button(focused) === document.activeElement;
    for (const [name, isShown] of Object.entries(shown)) button(name).hidden = !isShown;
    if (had && !shown[focused]) button(shown.run ? "run" : "stop").focus();
  }
}
