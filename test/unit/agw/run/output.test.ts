/** What is kept of output, what is cut, and what is stopped before it fills the disk. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { runJob, startJob, textOf } from './run-one-job.ts'

t.test('nothing', async (t) => {
  const { tasks } = await runJob(t.testdir(), [{ command: 'true' }])
  const sha256 = createHash('sha256').digest('hex')
  t.strictSame(tasks[0]?.stdout, { bytes: 0, kept_bytes: 0, sha256, truncated: false, inline: '' })
})

t.test('as much as stands in the report, and one byte more', async (t) => {
  for (const size of [16_384, 16_385]) {
    const { tasks, blobs, roots } = await runJob(t.testdir(), [
      { command: 'head', args: ['-c', String(size), '/dev/zero'] },
    ])
    const expected = createHash('sha256').update(Buffer.alloc(size)).digest('hex')
    t.match(tasks[0]?.stdout, { bytes: size, kept_bytes: size, sha256: expected, truncated: false })
    t.equal(tasks[0]?.stdout.blob, size > 16_384 ? true : undefined)
    t.equal(blobs.length, size > 16_384 ? 1 : 0)
    for (const { file, bytes } of blobs)
      t.equal(readFileSync(join(roots.spool, file)).length, bytes, 'its file stays')
  }
})

t.test('cut at the cap, though the next task gets it whole', async (t) => {
  const { tasks, verdict, blobs } = await runJob(t.testdir(), [
    { command: 'seq', args: ['100000'], limits: { output_bytes: 10 } },
    { command: 'wc', args: ['-l'], input_from_task: 1 },
    { command: 'seq', args: ['100000'], limits: { output_bytes: 20_000 } },
  ])
  t.equal(verdict, 'complete')
  t.match(tasks[0]?.stdout, { bytes: 588_895, kept_bytes: 10, truncated: true })
  t.equal(textOf(tasks[0]), '1\n2\n3\n4\n5\n')
  t.equal(textOf(tasks[1]).trim(), '100000')
  t.match(tasks[2]?.stdout, { bytes: 588_895, kept_bytes: 20_000, truncated: true, blob: true })
  t.match(blobs, [{ bytes: 20_000 }])
})

t.test('output without end is stopped', async (t) => {
  const { tasks } = await runJob(t.testdir(), [{ command: 'yes', limits: { output_bytes: 100 } }])
  t.match(tasks, [
    { failure: 'output', error: /passed 67108864 bytes.*100 bytes are kept.*Raise limits.output_bytes/ },
  ])
  t.match(tasks[0]?.stdout, { kept_bytes: 100, truncated: true })
})

t.test('a spool file that the task removed counts as empty', async (t) => {
  const { verdict, tasks } = await runJob(t.testdir(), [
    { command: 'sh', args: ['-c', 'echo gone; rm -rf ../../spool'] },
  ])
  t.equal(verdict, 'complete')
  t.equal(tasks[0]?.stdout.bytes, 0)
})

t.test('a running task announces itself and its new bytes', async (t) => {
  const seen = Promise.withResolvers<readonly unknown[]>()
  const progress: unknown[] = []
  const running = startJob(t.testdir(), [{ command: 'sh', args: ['-c', 'echo early; exec sleep 1000'] }], {
    outlet: {
      progress: (task, state) => progress.push([task, state]),
      output: (task, stream, path, size) => seen.resolve([task, stream, readFileSync(path, 'utf8'), size]),
    },
  })
  t.strictSame(await seen.promise, [1, 'stdout', 'early\n', 6])
  running.run.stop('fence')
  await running.outcome
  t.strictSame(progress, [
    [1, 'started'],
    [1, 'finished'],
  ])
})
