/**
 * The short form of the power cuts, and of the control that must lose something. It runs as a process of its own, in a
 * mount namespace of its own, so that nothing stays mounted. Long: `npm run powercut`, as root.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { chosenSeed, repositoryRoot, within } from '../../harness/index.ts'
import { whyNotHere } from './disk.ts'

t.setTimeout(120_000)
const seed = chosenSeed()
const reason = whyNotHere()

t.test(`4 power cuts and a control, SEED=${seed}`, { skip: reason ?? false }, async (t) => {
  const campaign = join(repositoryRoot, 'test', 'crash', 'powercut', 'campaign.ts')
  const child = spawn(process.execPath, [campaign, '--cuts', '4', '--controls', '1', '--seed', `${seed}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a group of its own, so that all of it can be ended
  })
  t.teardown(() => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const code = await within(ended, () => `the end of the campaign: ${said}`, 100_000)
  t.equal(code, 0, said)
  t.match(
    said,
    /: 4 power cuts; \d+ acknowledged submits, 0 lost; .* 0 wrong/,
    'nothing that was acknowledged is lost',
  )
  t.match(said, /control.*: [1-9]\d* of \d+ acknowledged lost/, 'where syncs are lies, something is')
})
