// npm test: everything that proves AGEniX. `npm test -- unit/specs` runs only the files whose path has these words.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { node, prepare, root } from './prepare.mjs'

prepare({ forTests: true })
const words = process.argv.slice(2)
const result = spawnSync(node, [join(root, 'test', 'run.ts'), ...words], { cwd: root, stdio: 'inherit' })
process.exit(result.status ?? 1)
