#!/usr/bin/env node
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `agw needs Node.js 24 or newer; this is ${process.versions.node}. In a clone of the repository, "npx agw" uses the right one.`,
  )
  process.exit(2)
}
import('../dist/main.js').then((program) => program.main(process.argv.slice(2)))
