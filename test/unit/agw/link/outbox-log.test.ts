/** The outbox: what it said is durable is there after any death, and nothing that was torn. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t from 'tap'
import { keepFiles, OutboxLog, type Verb } from '../../../../agw/dist/link/outbox-log.js'

const fail = (error: unknown): never => {
  throw error
}
const content = (jobId: string, token = 1, text = 'why') => ({
  verb: 'JOB.FAIL' as Verb,
  jobId,
  token,
  report: JSON.stringify({ task_results: [], error: text }),
  blobs: [],
})

t.test('put, reopen, done, reopen', async (t) => {
  const path = join(t.testdir(), 'outbox.log')
  const first = new OutboxLog(path, fail)
  const a = await first.put(content('a', 1, 'with "quotes"\nand ☃'))
  const b = await first.put({
    ...content('b'),
    verb: 'JOB.RELEASE',
    report: null,
    blobs: [{ sha256: 'f', bytes: 1, file: 'x' }],
  })
  first.close()
  const second = new OutboxLog(path, fail)
  t.strictSame(second.entries, [a, b])
  second.done(a)
  second.close()
  const third = new OutboxLog(path, fail)
  t.strictSame(third.entries, [b])
  t.not((await third.put(content('c'))).seq, b.seq)
  third.close()
})

t.test('outcomes of one turn share a write', async (t) => {
  const path = join(t.testdir(), 'outbox.log')
  const outbox = new OutboxLog(path, fail)
  const entries = await Promise.all(
    Array.from({ length: 100 }, (_, token) => outbox.put(content('j', token))),
  )
  t.equal(entries.length, 100)
  t.equal(readFileSync(path, 'utf8').split('\n').length, 101)
  outbox.close()
})

t.test('a torn last line is forgotten, and the next one is whole', async (t) => {
  const path = join(t.testdir(), 'outbox.log')
  const before = new OutboxLog(path, fail)
  await before.put(content('a'))
  await before.put(content('b'))
  before.close()
  const size = statSync(path).size
  for (const cut of [1, 20, 60]) {
    truncateSync(path, size - cut)
    const after = new OutboxLog(path, fail)
    t.strictSame(
      after.entries.map(({ jobId }) => jobId),
      cut === 1 ? ['a', 'b'] : ['a'],
    )
    await after.put(content('b'))
    after.close()
    const again = new OutboxLog(path, fail)
    t.equal(again.entries.at(-1)?.jobId, 'b')
    again.close()
    truncateSync(path, 0)
    const fresh = new OutboxLog(path, fail)
    await fresh.put(content('a'))
    await fresh.put(content('b'))
    fresh.close()
  }
})

t.test('zeros and noise in the file', async (t) => {
  const path = join(t.testdir(), 'outbox.log')
  const before = new OutboxLog(path, fail)
  await before.put(content('a'))
  before.close()
  appendFileSync(path, `\0\0\0\0\nnull\n[]\n{"seq":"x"}\n{}\n`)
  const after = new OutboxLog(path, fail)
  t.strictSame(
    after.entries.map(({ jobId }) => jobId),
    ['a'],
  )
  after.close()
})

t.test('it does not grow for ever', async (t) => {
  const path = join(t.testdir(), 'outbox.log')
  const outbox = new OutboxLog(path, fail)
  const stays = await outbox.put(content('stays'))
  const large = 'x'.repeat(100_000)
  for (let token = 0; token < 200; token++) outbox.done(await outbox.put(content('j', token, large)))
  t.ok(statSync(path).size < 9_000_000, 'rewritten while something is alive')
  outbox.done(stays)
  outbox.done(await outbox.put(content('last')))
  await outbox.put(content('after'))
  outbox.close()
  const again = new OutboxLog(path, fail)
  t.strictSame(
    again.entries.map(({ jobId }) => jobId),
    ['after'],
  )
  again.close()
})

t.test('kill -9 at any moment: what was said to be durable is there', async (t) => {
  for (const rounds of [1, 7, 60, 300]) {
    const path = join(t.testdir(), 'outbox.log')
    const writer = spawn(process.execPath, [join(import.meta.dirname, 'outbox-until-killed.ts'), path])
    t.teardown(() => writer.kill('SIGKILL'))
    let said = 0
    for await (const line of createInterface({ input: writer.stdout })) {
      said = Number(line)
      if (said >= rounds) break
    }
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const outbox = new OutboxLog(path, fail)
    const tokens = new Map<number, number>()
    for (const { token } of outbox.entries) tokens.set(token, (tokens.get(token) ?? 0) + 1)
    for (let token = 1; token <= said; token += 2) {
      if (tokens.get(token) !== 3) t.fail(`token ${token} of ${said}: ${tokens.get(token)} of 3 outcomes`)
    }
    t.ok(said >= rounds)
    outbox.close()
  }
})

t.test('a disk that fails is told once, nobody waits for ever, and what was durable stays', async (t) => {
  const path = join(t.testdir(), 'outbox.log')
  const script = join(import.meta.dirname, 'outbox-until-full.ts')
  const writer = spawn('prlimit', ['--fsize=2000', '--', process.execPath, script, path])
  t.teardown(() => writer.kill('SIGKILL'))
  const [said] = (await once(writer.stdout, 'data')) as [Buffer]
  t.match(
    JSON.parse(said.toString()),
    { broken: [/EFBIG/], entries: 10 },
    'all can still be sent from memory',
  )
  const outbox = new OutboxLog(path, fail)
  t.strictSame(
    outbox.entries.map(({ token }) => token),
    [1, 2, 3],
  )
  outbox.close()
})

t.test('spool files are synced, and one that is gone is told', async (t) => {
  const directory = t.testdir({ file: 'x' })
  await keepFiles(directory, [{ sha256: '', bytes: 1, file: 'file' }])
  await t.rejects(keepFiles(directory, [{ sha256: '', bytes: 1, file: 'gone' }]), { code: 'ENOENT' })
})
