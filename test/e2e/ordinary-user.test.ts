/**
 * A worker of an ordinary user on a machine that lets users have namespaces: its tasks are contained as surely as
 * root's, they run as that user with no rights on top, and exits stay exact.
 */
import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  cleanEnvironment,
  endProgram,
  launch,
  ledgerLines,
  listen,
  programPath,
  script,
  startAgq,
  taskResult,
  temporaryDirectory,
} from '../harness/index.ts'
import { nastyTrees, survivors } from '../kills/nasty-trees.ts'

t.setTimeout(60_000)
const nobody = 65_534
const asNobody: readonly [string, ...string[]] = [
  'setpriv',
  '--reuid',
  String(nobody),
  '--regid',
  String(nobody),
  '--clear-groups',
]

function whyNot(): string | false {
  if (process.getuid?.() !== 0) return 'only root can become somebody else'
  const [program = '', ...args] = asNobody
  const reads = spawnSync(program, [...args, process.execPath, programPath('agw'), '--version'])
  if (reads.status !== 0) return 'an ordinary user may not read this clone'
  const makes = ['unshare', '--user', '--map-current-user', '--keep-caps', '--mount', 'true']
  return spawnSync(program, [...args, ...makes]).status === 0 ? false : 'no user namespaces for users here'
}

t.test('an ordinary user', { skip: whyNot() }, async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const home = temporaryDirectory('nobody')
  chownSync(home, nobody, nobody)
  const flags = ['-a', agq.addr, '-k', agq.sessionKey, '--data', join(home, 'w'), '--exit-with-parent']
  const worker = launch({
    argv: [...asNobody, process.execPath, programPath('agw'), ...flags],
    env: cleanEnvironment(home),
    cwd: home,
  })
  t.teardown(async () => {
    worker.child.stdin?.end()
    await endProgram(worker, [])
  })
  await worker.line(/^AGW contains its tasks by pid-namespace$/)

  const jobId = await connection.submit(
    script('id -u; grep -E "Cap(Prm|Eff|Amb)" /proc/self/status | cut -f 2 | sort -u; kill -SEGV $$'),
  )
  const status = await connection.wait(jobId)
  t.match(taskResult(status, 1), {
    stdout: `${nobody}\n0000000000000000\n`,
    signal: 'SIGSEGV',
    exit_code: null,
  })

  const listener = await listen(agq, ['jobs'])
  for (const [index, { name, text }] of nastyTrees.entries()) {
    const word = `${process.pid}7${index}`
    const ledger = join(home, `up${index}`)
    const task = { command: '/bin/sh', args: ['-c', `echo up > '${ledger}'; ${text}`, 'sh', word] }
    const nasty = await connection.submit({ ...script(''), tasks: [{ task_number: 1, ...task }] })
    await ledgerLines(home, ledger, 1)
    await connection.text('JOB.CANCEL', nasty)
    await listener.until(({ event, job_id }) => event === 'stopped' && job_id === nasty)
    t.same(survivors(word), [], name)
  }
})
