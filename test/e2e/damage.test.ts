/**
 * A disk that fails and a file that is damaged: AGQ stops with code 70 and one line that names the file and the way
 * out. It acknowledges nothing after that, deletes nothing, and repairs nothing.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  type Agq,
  type Connection,
  cleanEnvironment,
  launchAgq,
  pipeline,
  programPath,
  startAgq,
} from '../harness/index.ts'

t.setTimeout(60_000)
const PAGE_BYTES = 4_096
/** Behind those that every start reads. */
const FIRST_DAMAGED = 60
const canLimit = spawnSync('prlimit', ['--version']).status === 0

t.test('a page in the middle is overwritten while AGQ runs', async (t) => {
  const { agq, connection } = await withJobs(t)
  const path = join(agq.dataDir, 'agq.db')
  overwriteMiddle(path)
  const damaged = readFileSync(path)
  // Pages that were not read yet are read now.
  await t.rejects(readAll(connection), 'whoever waits for an answer gets none')
  t.same(await agq.program.ended, { code: 70, signal: null })
  const said = agq.program
    .stderr()
    .split('\n')
    .filter((line) => line.startsWith('agq: '))
  t.equal(said.length, 1, 'one line for people')
  t.match(said[0], /agq\.db is damaged .*agq check.*restore a backup/)
  // What was committed may move from the log into the file when the process ends; the damage is left as it was.
  const from = FIRST_DAMAGED * PAGE_BYTES
  t.ok(readFileSync(path).subarray(from).equals(damaged.subarray(from)), 'nothing is repaired')
})

t.test('a database that is no database any more is not opened', async (t) => {
  const { agq } = await withJobs(t)
  await agq.kill9()
  const path = join(agq.dataDir, 'agq.db')
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4_096, 'damage'), 0, 4_096, 0)
  closeSync(file)
  const before = readFileSync(path)
  const program = launchAgq(t, { dataDir: agq.dataDir })
  t.same(await program.ended, { code: 70, signal: null })
  t.match(program.stderr(), /^agq: .*agq\.db is damaged .*agq check.*restore a backup.*\n$/)
  t.ok(readFileSync(path).equals(before), 'the file is left as it was')
})

t.test('agq check sees the damage', async (t) => {
  const { agq } = await withJobs(t)
  await agq.stop()
  t.equal(check(agq).status, 0)
  overwriteMiddle(join(agq.dataDir, 'agq.db'))
  const { status, stdout } = check(agq)
  t.equal(status, 1)
  t.match(stdout, '✗ the da')
  t.match(stdout, 'is not well. Keep a copy of the data directory as it is, and restore a backup')
})

t.test(
  'a write that fails',
  { skip: canLimit ? false : 'prlimit (util-linux) is not installed' },
  async (t) => {
    const agq = await startAgq(t)
    const connection = await agq.connect()
    const acknowledged: string[] = []
    spawnSync('prlimit', [
      '--pid',
      String(agq.pid),
      `--fsize=${statSync(join(agq.dataDir, 'agq.db-wal')).size + 65_536}:`,
    ])
    const submits = async (): Promise<never> => {
      for (;;) acknowledged.push(await connection.submit(pipeline([['true', 'x'.repeat(10_000)]])))
    }
    await t.rejects(submits())
    t.same(await agq.program.ended, { code: 70, signal: null })
    t.match(agq.program.stderr(), /agq: the store failed .*the disk failed under .*agq\.db .*agq check/)
    t.ok(acknowledged.length > 0)
    await agq.restart()
    const again = await agq.connect()
    for (const jobId of acknowledged) t.equal((await again.status(jobId)).status, 'pending')
  },
)

async function withJobs(t: Parameters<typeof startAgq>[0]): Promise<{ agq: Agq; connection: Connection }> {
  const agq = await startAgq(t)
  const first = await agq.connect()
  for (let job = 0; job < 200; job++) await first.submit(pipeline([['true', 'x'.repeat(8_000)]]))
  // The log goes into the database, and the cache is empty.
  await agq.stop()
  await agq.restart()
  return { agq, connection: await agq.connect() }
}

function overwriteMiddle(path: string): void {
  const pages = Math.floor(statSync(path).size / PAGE_BYTES)
  const file = openSync(path, 'r+')
  for (let page = FIRST_DAMAGED; page < pages; page++) {
    writeSync(file, Buffer.alloc(PAGE_BYTES, 0xee), 0, PAGE_BYTES, page * PAGE_BYTES)
  }
  closeSync(file)
}

async function readAll(connection: Connection): Promise<void> {
  const { rows } = await connection.page<{ job_id: string }>('JOB.LIST', 'LIMIT', '1000')
  for (const { job_id } of rows) await connection.status(job_id)
}

function check(agq: Agq): { readonly status: number | null; readonly stdout: string } {
  const argv = [programPath('agq'), 'check', '--data', agq.dataDir]
  return spawnSync(process.execPath, argv, { encoding: 'utf8', env: cleanEnvironment(agq.home) })
}
