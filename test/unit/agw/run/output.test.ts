/** What is kept of output, what is cut, and what is done before it fills the disk. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { runJob, startJob, textOf } from './run-one-job.ts'

t.test('nothing', async (t) => {
  const { tasks } = await runJob(t.testdir(), [{ command: 'true' }])
  const sha256 = createHash('sha256').digest('hex')
  t.strictSame(tasks[0]?.stdout, { bytes: 0, kept_bytes: 0, sha256, truncated: false, inline: '' })
})

t.test('a task appends to its stdout, but for one that lets the kernel copy files', async (t) => {
  const { tasks } = await runJob(t.testdir(), [
    { command: 'sh', args: ['-c', 'exec cat /proc/self/fdinfo/1'] },
    { command: 'cat', args: ['/proc/self/fdinfo/1'] },
    { command: 'cat', args: ['-'], input_from_task: 2 },
  ])
  const append = 0o2000
  const appends = tasks.map(
    (task) => Number.parseInt(/^flags:\s+(\d+)/m.exec(textOf(task))?.[1] ?? '', 8) & append,
  )
  t.strictSame(appends, [append, 0, 0])
  t.equal(textOf(tasks[2]), textOf(tasks[1]))
})

t.test('what a shell writes to /dev/stdout goes behind what it wrote before', async (t) => {
  const script = 'echo 1; echo 2 >> /dev/stdout; echo 3; echo 4 | tee -a /dev/stdout; echo 5'
  const { tasks } = await runJob(t.testdir(), [{ command: 'sh', args: ['-c', script] }])
  t.equal(textOf(tasks[0]), '1\n2\n3\n4\n4\n5\n')
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
  t.match(tasks[0]?.stdout, { bytes: 588_895, kept_bytes: 10, head_bytes: 5, truncated: true })
  t.equal(textOf(tasks[0]), '1\n2\n30000\n', 'the first five, and the last five')
  t.equal(textOf(tasks[1]).trim(), '100000')
  t.match(tasks[2]?.stdout, { bytes: 588_895, kept_bytes: 20_000, truncated: true, blob: true })
  t.match(blobs, [{ bytes: 20_000, gap: { from: 10_000, to: 578_895 } }])
})

t.test('output without end neither stops its task nor fills the disk', async (t) => {
  const limits = { output_bytes: 2 ** 20 }
  const wrote = Promise.withResolvers<void>()
  const most = { size: 0, disk: 0 }
  const running = startJob(t.testdir(), [{ command: 'yes', limits }], {
    outlet: {
      output: (_task, _stream, path, size) => {
        most.size = size
        most.disk = Math.max(most.disk, statSync(path).blocks * 512)
        if (size > 2 ** 30 && most.disk > 0) wrote.resolve()
      },
    },
  })
  await wrote.promise
  running.run.stop('cancel')
  const { report, blobs } = await running.outcome
  const stdout = report?.task_results[0]?.stdout
  const bytes = stdout?.bytes ?? 0
  t.ok(bytes > 2 ** 30)
  t.match(stdout, { kept_bytes: 2 ** 20, head_bytes: 2 ** 19, truncated: true, blob: true })
  t.match(blobs, [{ gap: { from: 2 ** 19, to: bytes - 2 ** 19 } }])
  t.equal(
    stdout?.sha256,
    createHash('sha256')
      .update('y\n'.repeat(2 ** 19))
      .digest('hex'),
    'no zeros in it',
  )
  t.ok(most.disk < most.size / 2, `${most.disk} bytes of disk at most, for ${most.size}`)
})

t.test('an output that is read later is whole for its reader, and goes after the last one', async (t) => {
  const size = 3 * 2 ** 20
  const directory = t.testdir()
  const spool = join(directory, 'spool')
  const look = { command: 'sh', args: ['-c', `cat ${spool}/*.1.out | wc -c`] }
  const { tasks, blobs, verdict } = await runJob(directory, [
    { command: 'head', args: ['-c', String(size), '/dev/zero'], limits: { output_bytes: 2 * 2 ** 20 } },
    { command: 'wc', args: ['-c'], input_from_task: 1 },
    look,
    { command: 'sha256sum', input_from_task: 1 },
    { command: 'sh', args: ['-c', `while [ -e ${spool}/*.1.out ]; do :; done`] },
  ])
  t.equal(verdict, 'complete')
  t.equal(textOf(tasks[1]).trim(), String(size))
  t.equal(textOf(tasks[2]).trim(), String(size), 'it is there for the next reader')
  t.match(textOf(tasks[3]), createHash('sha256').update(Buffer.alloc(size)).digest('hex'))
  const sha256 = createHash('sha256').update(Buffer.alloc(16_384)).digest('hex')
  t.match(tasks[0]?.stdout, { bytes: size, kept_bytes: 16_384, head_bytes: 8_192, sha256, truncated: true })
  t.same(blobs, [], 'what is kept stands in the report')
})

t.test('an output that is read later may not take more than the operator allows', async (t) => {
  const { tasks, verdict } = await runJob(
    t.testdir(),
    [
      { command: 'yes', limits: { output_bytes: 100 } },
      { command: 'head', input_from_task: 1 },
    ],
    { maxSpoolBytes: 2 ** 20 },
  )
  t.equal(verdict, 'fail')
  t.match(tasks, [
    {
      failure: 'output',
      error: /yes was stopped: its stdout, which task 2 reads, passed 1048576 bytes.*--max-spool/,
    },
  ])
  t.match(tasks[0]?.stdout, { kept_bytes: 100, head_bytes: 50, truncated: true })
  t.equal(textOf(tasks[0]), 'y\n'.repeat(50))
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
