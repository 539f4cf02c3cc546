// Runs Python for one page, in a worker of its own: it can be ended at any moment, and the page never waits for it.
const PROJECT = "/project";
const PACKAGE = "_deckbook"; // the names that cell.py and page.py have here

let pyodide;
let runner;
let runtime;

const tell = (message, transfer) => self.postMessage(message, transfer);

const actions = {
  // Starts Python: from a picture of its memory where there is one, which takes a tenth of the time.
  async start({ base, scripts, files, memory }) {
    runtime = base;
    const { loadPyodide } = await import(`${base}pyodide.mjs`);
    const options = { indexURL: base, packageBaseUrl: base, env: { HOME: "/home/pyodide", MPLBACKEND: "agg" } };
    if (memory) options._loadSnapshot = memory;
    else options._makeSnapshot = true;
    pyodide = await orBroken(() => loadPyodide(options));
    const folder = pyodide.runPython("import sys; next(path for path in sys.path if path.endswith('site-packages'))");
    pyodide.FS.mkdirTree(`${folder}/${PACKAGE}`);
    for (const [name, text] of Object.entries({ "__init__.py": "", ...scripts }))
      pyodide.FS.writeFile(`${folder}/${PACKAGE}/${name}`, text);
    // What it takes a while to import is in the picture, too.
    pyodide.runPython(`import ${PACKAGE}.page, traceback, dataclasses, typing; None`);
    const picture = memory ? undefined : photographed();
    pyodide.setStdout({ batched: (text) => output("stdout", text) });
    pyodide.setStderr({ batched: (text) => output("stderr", text) });
    const page = pyodide.pyimport(`${PACKAGE}.page`);
    runner = page.Runner(pyodide.pyimport("pathlib").Path(PROJECT));
    runner.prepare(JSON.stringify(files));
    tell({ type: "ready", memory: picture }, picture ? [picture.buffer] : []);
  },

  // Runs blocks in order; the page shows what the last of them does.
  async run({ steps }) {
    const text = JSON.stringify(steps);
    if (await packages(runner.imports(text))) {
      tell({ type: "running" });
      const outcome = JSON.parse(runner.run(text, (message) => tell(JSON.parse(message))));
      tell({ type: "done", outcome });
    }
  },
};

self.addEventListener("message", async ({ data }) => {
  try {
    await actions[data.type](data);
  } catch (error) {
    tell({ type: "broken", during: data.type, reason: String(error?.message ?? error).slice(0, 1000) });
  }
});

// Pyodide only logs that it cannot have a file, or cannot use it, and waits for it for ever: so both are looked at.
async function orBroken(load) {
  const [ask, instantiate] = [self.fetch, WebAssembly.instantiateStreaming];
  try {
    return await new Promise((resolve, reject) => {
      const orReject = async (promise, about) => {
        try {
          return await promise;
        } catch (error) {
          reject(new Error(`${about}${error.message}`));
          throw error;
        }
      };
      self.fetch = (...request) => {
        const address = String(request[0]?.url ?? request[0]);
        return orReject(ask(...request).then(checked), `${address}: `);
      };
      WebAssembly.instantiateStreaming = (...given) => orReject(instantiate(...given), "");
      load().then(resolve, reject);
    });
  } finally {
    self.fetch = ask;
    WebAssembly.instantiateStreaming = instantiate;
  }
}

// An answer that is one. Browsers insist on the type of a .wasm, and some hosts do not know it; where it is right, the
// answer stays as it is, as browsers keep what they compile of it.
function checked(answer) {
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
  const isRight = answer.headers.get("Content-Type")?.startsWith("application/wasm");
  if (isRight || !new URL(answer.url).pathname.endsWith(".wasm")) return answer;
  return new Response(answer.body, { headers: { "Content-Type": "application/wasm" } });
}

// The picture of the memory as it is now; nothing where this Pyodide or this browser cannot make one.
function photographed() {
  try {
    return pyodide.makeMemorySnapshot?.();
  } catch {
    return undefined;
  }
}

// What does not pass through Python's own streams, such as the output of a library in C.
function output(stream, text) {
  tell({ type: "output", stream, text: `${text}\n` });
}

// Fetches the packages that blocks import, so far as Pyodide has them; false where one cannot be had.
async function packages(imports) {
  if (!imports) return true;
  const asked = new Set(imports.split("\n").map((line) => line.replace("import ", "")));
  const errors = [];
  await pyodide
    .loadPackagesFromImports(imports, {
      messageCallback: (text) => tell({ type: "loading", text }),
      errorCallback: (text) => errors.push(text),
    })
    .catch((error) => errors.push(String(error?.message ?? error)));
  if (!errors.length) return true;
  const reason = errors.join(" ").slice(0, 1000);
  const names = Object.keys(pyodide.lockfile.packages).filter((name) => reason.includes(`loading ${name}:`));
  const absent = [];
  for (const name of names) if (await isAbsent(pyodide.lockfile.packages[name].file_name)) absent.push(name);
  const lost = absent.length ? absent : names;
  // What the code imports, where that is one of them: what such a package needs itself says nothing to a reader.
  const own = lost.filter((name) => pyodide.lockfile.packages[name].imports.some((module) => asked.has(module)));
  tell({ type: "missing", base: runtime, names: own.length ? own : lost, isAbsent: absent.length > 0, reason });
  return false;
}

// Whether the host answers, and has no such file: a copy of Pyodide may be without packages.
async function isAbsent(file) {
  try {
    return [404, 410].includes((await fetch(new URL(file, runtime), { method: "HEAD" })).status);
  } catch {
    return false;
  }
}
