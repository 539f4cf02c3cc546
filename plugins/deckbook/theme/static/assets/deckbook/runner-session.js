// The Python of one book on one page: a worker, what has run in it, and how it is ended and started again.
const HERE = import.meta.url;
const PACKAGE_TROUBLES = ["run_no_package", "run_package_absent"];
const SCRIPTS = ["cell.py", "page.py"];

// Of each runtime the picture of its memory just after it had started: the next worker begins with that.
const pictures = new Map();

export class Trouble extends Error {
  constructor(word, values) {
    super(word);
    this.word = word;
    this.values = values;
  }
}

export class Session {
  #address;
  #book;
  #python;
  #current; // the block that is run: its key and its text
  #ended = () => {};
  #queue = Promise.resolve();
  #ran = new Map(); // what has run in this worker: texts by key
  #stopped = new Map(); // what a reader has stopped is not run for a later block

  constructor(address) {
    this.#address = address;
  }

  // Runs a block after those before it in its namespace that have not run as they stand now. `code` gives the text of
  // a block, `show` takes what is to be seen; resolves with the outcome, and with nothing where it was stopped.
  run(key, code, show, signal) {
    const run = this.#queue.then(() => {
      if (signal.aborted) return undefined;
      const ended = new Promise((resolve) => (this.#ended = resolve));
      return Promise.race([this.#run(key, code, show), ended]);
    });
    this.#queue = run.catch(() => {});
    return run;
  }

  // Ends an endless loop, too, at once; what has run is lost. Python starts anew, so that the next Run need not wait.
  stop() {
    if (this.#current) this.#stopped.set(...this.#current);
    this.end();
    this.#started().ready.catch(() => {}); // the next Run says what is wrong
  }

  end() {
    this.#drop();
    this.#ended();
  }

  #drop() {
    this.#python?.end();
    this.#python = this.#current = undefined;
    this.#ran.clear();
  }

  #started() {
    return (this.#python ??= new Python(this.#address, (this.#book ??= load(this.#address))));
  }

  async #run(key, code, show) {
    show({ type: "starting" });
    const python = this.#started();
    try {
      await python.ready;
      const steps = this.#steps((await this.#book).blocks, key, code);
      this.#current = [key, steps.at(-1).code];
      const outcome = await python.run(steps, show);
      for (const step of steps) this.#ran.set(step.key, step.code);
      this.#stopped.delete(key);
      return outcome;
    } catch (error) {
      // A worker that has failed is not used again; one that only lacks a package is as good as before.
      if (this.#python === python && !PACKAGE_TROUBLES.includes(error.word)) this.#drop();
      if (error.word === "run_no_book") this.#book = undefined;
      throw error;
    } finally {
      if (this.#python === python) this.#current = undefined;
    }
  }

  #steps(blocks, key, code) {
    const at = blocks.findIndex((block) => block.key === key);
    if (at < 0) throw new Trouble("run_no_book", { reason: key });
    const before = blocks.slice(0, at).filter((block) => {
      if (block.namespace !== blocks[at].namespace) return false;
      const text = code(block);
      return this.#ran.get(block.key) !== text && this.#stopped.get(block.key) !== text;
    });
    return [...before, blocks[at]].map((block) => ({ ...block, code: code(block), title: block.key }));
  }
}

// One worker, from its start to its end.
class Python {
  #worker = new Worker(new URL("runner-worker.js", HERE), { type: "module" });
  #take = () => {};
  #broken;

  constructor(address, book) {
    this.#worker.addEventListener("message", ({ data }) => this.#take?.(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#broken = event.message || "its worker cannot be started";
      this.#take?.({ type: "broken", reason: this.#broken });
    });
    this.ready = this.#start(address, book);
  }

  end() {
    this.#take = undefined;
    this.#worker.terminate();
  }

  async #start(address, book) {
    const { runtime, files } = await book;
    const texts = await Promise.all(SCRIPTS.map((name) => text(new URL(name, HERE))));
    const scripts = Object.fromEntries(SCRIPTS.map((name, index) => [name, texts[index]]));
    const base = new URL(runtime, address).href;
    try {
      const { memory } = await this.#ask("ready", { type: "start", base, scripts, files: files ?? {}, memory: pictures.get(base) });
      if (memory) pictures.set(base, memory);
    } catch (error) {
      pictures.delete(base); // it may be the picture that does not fit: the next start does without it
      throw new Trouble("run_no_python", { host: new URL(base).host, reason: error.message });
    }
  }

  async run(steps, show) {
    try {
      return (await this.#ask("done", { type: "run", steps }, show)).outcome;
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble("run_crashed", { reason: error.message });
    }
  }

  // Sends a message; resolves with the answer of that type, and gives all others to `show`.
  #ask(type, message, show = () => {}) {
    return new Promise((resolve, reject) => {
      this.#take = (answer) => {
        if (answer.type === type) resolve(answer);
        else if (answer.type === "broken") reject(new Error(answer.reason));
        else if (answer.type === "missing") reject(missing(answer));
        else show(answer);
      };
      if (this.#broken) reject(new Error(this.#broken));
      else this.#worker.postMessage(message);
    });
  }
}

function missing({ base, names, isAbsent, reason }) {
  const values = { names: names.join(", "), host: new URL(base).host, address: base, reason };
  return new Trouble(isAbsent ? "run_package_absent" : "run_no_package", values);
}

async function load(address) {
  const book = await text(address);
  try {
    return JSON.parse(book);
  } catch (error) {
    throw new Trouble("run_no_book", { reason: error.message });
  }
}

async function text(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
    return await answer.text();
  } catch (error) {
    throw new Trouble("run_no_book", { reason: `${address}: ${error.message}` });
  }
}
