// Loads decks with Slidev's own parser, and says how long that takes.
//   node slidev_parser.mjs DIRECTORY PASSES < paths
// DIRECTORY is where `@slidev/parser` is installed; a path a line comes in, one line of JSON goes out:
// {"name", "slides", "ms": [of each pass]}. The start of Node and the import of the parser are not in it.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const [directory, passes] = process.argv.slice(2)
const parser = join(resolve(directory), 'node_modules', '@slidev', 'parser')
const { version, exports } = JSON.parse(readFileSync(join(parser, 'package.json'), 'utf8'))
const fs = exports['./fs']
const { load } = await import(pathToFileURL(join(parser, fs.import ?? fs.default ?? fs)))
const paths = readFileSync(0, 'utf8').split('\n').filter(Boolean)

const ms = []
let slides = 0
for (let pass = 0; pass < Number(passes); pass++) {
  slides = 0
  const start = performance.now()
  for (const path of paths) {
    const root = dirname(path)
    slides += (await load({ userRoot: root, roots: [root] }, path)).slides.length
  }
  ms.push(performance.now() - start)
}
console.log(JSON.stringify({ name: `@slidev/parser ${version}`, slides, ms }))
