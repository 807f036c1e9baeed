// npm run bench, sim, crash, …: the long form of a test, `node .ci/long.mjs <file under test/> [its flags]`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { node, prepare, root } from './prepare.mjs'

prepare({ forTests: true })
const [file, ...flags] = process.argv.slice(2)
const result = spawnSync(node, [join(root, 'test', file), ...flags], { cwd: root, stdio: 'inherit' })
process.exit(result.status ?? 1)
