/** The README's tour does what it shows: every ```console block is run, and its output compared; … stands for anything. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { cleanEnvironment, repositoryRoot as root } from '../harness/config.ts'
import { startAgq, startAgw } from '../harness/index.ts'

const bash = promisify(execFile)

/** Ends a step's output with a mark and hands its exit status on to the next step's `$?`. */
const KEEP_STATUS = `s=$?; printf '\\036'; (exit $s)`

interface Step {
  readonly command: string
  readonly shown: string
}

/** `$ ` begins a command, `> ` continues it, all else is what it prints. */
function stepsOf(block: string): Step[] {
  const steps: { command: string; shown: string }[] = []
  for (const line of block.trimEnd().split('\n')) {
    const last = steps.at(-1)
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), shown: '' })
    else if (line.startsWith('> ') && last !== undefined) last.command += `\n${line.slice(2)}`
    else if (last !== undefined) last.shown += `${line}\n`
  }
  return steps
}

function matches(shown: string, printed: string): boolean {
  const source = shown
    .trimEnd()
    .split('…')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${source}$`, 's').test(printed.trimEnd())
}

t.test('the tour', async (t) => {
  const agq = await startAgq(t)
  await startAgw(t, agq)
  const env = cleanEnvironment(t.testdir(), {
    PATH: `${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`,
    AGQ_ADDR: agq.addr,
    AGQ_SESSION_KEY: agq.sessionKey,
  })
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```console\n(.*?)^```/gms)].map((match) => match[1] ?? '')
  t.ok(blocks.length >= 7, 'the tour has its blocks')
  for (const block of blocks) {
    // One shell for a block, so that $? and files of one step are there in the next.
    const steps = stepsOf(block)
    const script = steps.map(({ command }) => `${command}\n${KEEP_STATUS}`).join('\n')
    const { stdout } = await bash('bash', ['-c', `exec < /dev/null\n${script}`], { env, cwd: root })
    const printed = stdout.split('\u001e')
    for (const [index, step] of steps.entries()) {
      t.ok(matches(step.shown, printed[index] ?? ''), step.command, {
        shown: step.shown,
        printed: printed[index],
      })
    }
  }
})
