// npm start: a real pipeline through a real AGX, AGQ and AGW. `npm start -- 'cut -d: -f7 /etc/passwd | sort | uniq -c'`
// runs that one instead.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { node, prepare, root } from './prepare.mjs'

const example = "grep -ohwE 'AGX|AGQ|AGW|Job|Task|Plan|Worker|Queue' README.md | sort | uniq -c"

prepare()
const given = process.argv.slice(2)
const pipeline = given.length === 0 ? [example] : given
if (given.length === 0) console.error(`· agx run --local "${example}"`)
const child = spawn(node, [join(root, 'agx', 'bin', 'agx.js'), 'run', '--local', ...pipeline], {
  stdio: 'inherit',
})
// Ctrl-C reaches the child too: it cancels the Job, and its exit code is ours.
process.on('SIGINT', () => undefined)
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)))
