// While presenting, runs the Python of `{monaco-run}` blocks in the browser, with the modules of snippets/.
// What is imported beyond Python's own library comes from Pyodide's host, so the first run needs a network.
import { defineCodeRunnersSetup } from '@slidev/types'
import { loadPyodide, version } from 'pyodide'

const sources = import.meta.glob('../../../snippets/*.py', { query: '?raw', import: 'default', eager: true }) as Record<
  string,
  string
>
const moduleOf = (path: string) => path.split('/').slice(-2).join('.').replace(/\.py$/, '')

// A part of a module is run as that module's: with its imports, and its names for those that come after it.
const RUN = `
import io, sys, contextlib, importlib
from pyodide.code import eval_code

def run(code, module, namespace={}):
    own = namespace
    if module:
        parts = namespace.setdefault("__parts__", {})
        own = parts.setdefault(module, dict(vars(importlib.import_module(module))))
    known, printed = dict(own), io.StringIO()
    with contextlib.redirect_stdout(printed):
        value = eval_code(code, own)
    if module:
        namespace.update({key: bound for key, bound in own.items() if known.get(key) is not bound})
    drawn = []
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        for number in pyplot.get_fignums():
            picture = io.StringIO()
            pyplot.figure(number).savefig(picture, format="svg", bbox_inches="tight")
            drawn.append(picture.getvalue())
        pyplot.close("all")
    shown = "" if value is None or drawn else repr(value)
    return printed.getvalue() + shown, "".join(drawn)

run
`

const start = async () => {
  const pyodide = await loadPyodide({ indexURL: `https://cdn.jsdelivr.net/pyodide/v${version}/full/`, env: { MPLBACKEND: 'agg' } })
  for (const [path, text] of Object.entries(sources)) {
    pyodide.FS.mkdirTree('/home/pyodide/snippets')
    pyodide.FS.writeFile(`/home/pyodide/snippets/${path.split('/').pop()}`, text)
  }
  return { pyodide, run: pyodide.runPython(RUN) }
}
let started: ReturnType<typeof start> | undefined

export default defineCodeRunnersSetup(() => {
  const python = async (code: string) => {
    const { pyodide, run } = await (started ??= start())
    const [path, text] = Object.entries(sources).find(([, text]) => text.includes(code.trim())) ?? ['', '']
    try {
      await pyodide.loadPackagesFromImports(`${text}\n${code}\n${/\bsnippets\b/.test(code) ? Object.values(sources).join('\n') : ''}`)
      const [printed, drawn] = run(code, path && moduleOf(path)).toJs()
      return drawn ? [{ text: printed }, { html: drawn }] : { text: printed }
    } catch (error) {
      return { error: String(error) }
    }
  }
  return { py: python, python }
})
