/**
 * Bytes in bulk: fifty megabytes go in by reference, through files between the stages, and come out as blobs with every
 * byte in place; of a stream over its cap head and tail are kept, at their offsets.
 */
import { createHash, randomBytes } from 'node:crypto'
import t from 'tap'
import { type Connection, pipeline, plain, startAgq, startAgw, taskResult } from '../harness/index.ts'

t.setTimeout(120_000)
const agq = await startAgq(t)
await startAgw(t, agq, { concurrency: 2 })
const connection = await agq.connect()
const mebibyte = 2 ** 20
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Uploads in chunks, as a client does with what is too big for one message. */
async function upload(to: Connection, bytes: Buffer): Promise<string> {
  const name = `upload-${sha256(bytes).slice(0, 12)}`
  let total = 0
  for (let offset = 0; offset < bytes.length; offset += mebibyte) {
    const chunk = bytes.subarray(offset, offset + mebibyte)
    const reply = await to.call('BLOB.APPEND', name, chunk)
    total += chunk.length
    if (reply.kind !== 'int' || reply.value !== total)
      throw new Error(`BLOB.APPEND: ${JSON.stringify(reply)}`)
  }
  const hash = sha256(bytes)
  t.equal(await to.text('BLOB.COMMIT', name, hash), `OK sha256=${hash} bytes=${bytes.length}`)
  return hash
}

t.test('50 MB through four stages', async (t) => {
  const input = Buffer.concat([randomBytes(25 * mebibyte), Buffer.alloc(25 * mebibyte, 'all alike\0\r\n')])
  const hash = await upload(connection, input)
  // Who wants outputs that the Job's own tasks read kept whole, however large, says so.
  const limits = { output_bytes: 100 * mebibyte }
  const envelope = pipeline([
    { command: 'cat', limits },
    { command: 'gzip', args: ['-1'], limits },
    { command: 'gunzip', limits },
    ['sha256sum'],
  ])
  const jobId = await connection.submit(envelope, 'INPUTREF', hash)
  const status = await connection.wait(jobId, 60_000)
  t.equal(status.status, 'completed', status.error ?? 'completed')
  t.equal(taskResult(status, 4).stdout, `${hash}  -\n`)
  t.match(taskResult(status, 1), { stdout_bytes: input.length, stdout_sha256: hash, truncated: false })
  t.match(taskResult(status, 3), { stdout_bytes: input.length, stdout_sha256: hash, truncated: false })
  t.equal(sha256(await connection.output(jobId, 3)), hash, 'read back in pieces, binary-clean')
  const compressed = await connection.output(jobId, 2)
  t.equal(sha256(compressed), taskResult(status, 2).stdout_sha256)
  const middle = await connection.call('JOB.OUTPUT', jobId, 1, 'STDOUT', 'OFFSET', 1_234_567, 'LIMIT', 1_000)
  t.ok(middle.kind === 'bulk' && middle.value.equals(input.subarray(1_234_567, 1_235_567)), 'a range')
  const past = await connection.call('JOB.OUTPUT', jobId, 1, 'STDOUT', 'OFFSET', input.length)
  t.ok(past.kind === 'bulk' && past.value.length === 0, 'nothing past the end')
})

t.test('what the tasks of a Job read is not kept whole where nobody asked for it', async (t) => {
  const sized = (command: string, ...args: string[]) => ({ command, args })
  const big = sized('head', '-c', String(20 * mebibyte), '/dev/zero')
  const well = await connection.submit(pipeline([big, ['sh', '-c', 'wc -c']]))
  const status = await connection.wait(well)
  t.equal(taskResult(status, 2).stdout.trim(), String(20 * mebibyte))
  t.match(taskResult(status, 1), {
    stdout_bytes: 20 * mebibyte,
    stdout_kept_bytes: 16_384,
    truncated: true,
  })
  const ill = await connection.submit(pipeline([big, ['sh', '-c', 'wc -c; exit 1']]))
  t.match(taskResult(await connection.wait(ill), 1), { stdout_bytes: 20 * mebibyte, truncated: false })
  t.match(
    await connection.text('JOB.RETRY', ill, 'FROM', 2),
    /^OK /,
    'a Job that failed can go on from there',
  )
  t.equal(taskResult(await connection.wait(ill), 2).stdout.trim(), String(20 * mebibyte))
})

t.test('blobs', async (t) => {
  const bytes = randomBytes(3 * mebibyte)
  const hash = sha256(bytes)
  t.equal(await connection.text('BLOB.PUT', bytes), `OK sha256=${hash} bytes=${bytes.length}`)
  const part = await connection.call('BLOB.GET', hash, 'OFFSET', 5, 'LIMIT', 7)
  t.ok(part.kind === 'bulk' && part.value.equals(bytes.subarray(5, 12)))
  const whole = await connection.call('BLOB.GET', hash, 'LIMIT', bytes.length)
  t.ok(whole.kind === 'bulk' && whole.value.equals(bytes))
  t.same(await connection.call('BLOB.GET', 'b'.repeat(64)), { kind: 'nil' })
  await connection.call('BLOB.APPEND', 'wrong', 'abc')
  t.match(await connection.error('BLOB.COMMIT', 'wrong', hash), /^ERR /, 'another hash')
})

t.test('an input just under and over what is kept inline', async (t) => {
  for (const size of [0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 100_000]) {
    const input = randomBytes(size)
    const jobId = await connection.submit(pipeline([['cat']]), 'INPUT', input)
    t.equal((await connection.wait(jobId)).status, 'completed')
    t.ok((await connection.output(jobId, 1)).equals(input), `${size} bytes`)
  }
})

t.test('a stream over its cap', async (t) => {
  const limits = { output_bytes: 100_000 }
  const writer = { command: 'seq', args: ['1000000'], limits }
  const jobId = await connection.submit(pipeline([writer]))
  const result = taskResult(await connection.wait(jobId), 1)
  t.equal(result.truncated, true)
  t.match(result, { stdout_bytes: 6_888_896, stdout_kept_bytes: 100_000, stdout_head_bytes: 50_000 })
  const whole = Array.from({ length: 1_000_000 }, (_, index) => `${index + 1}\n`).join('')
  const read = (...range: readonly (string | number)[]) =>
    connection.call('JOB.OUTPUT', jobId, 1, 'STDOUT', ...range).then(plain)
  const head = await read()
  const tail = await read('OFFSET', 6_838_896)
  t.same(head, whole.slice(0, 50_000), 'up to what was dropped')
  t.same(tail, whole.slice(-50_000), 'at its own offsets')
  t.equal(sha256(Buffer.from(`${head}${tail}`)), result.stdout_sha256, 'the hash of what was kept')
  t.same(await read('OFFSET', 6_888_890, 'LIMIT', 3), whole.slice(-6, -3))
  t.same(await read('OFFSET', 6_888_896), '', 'nothing past the end')
  for (const inside of [50_000, 3_000_000, 6_838_895])
    t.match(
      await connection.error('JOB.OUTPUT', jobId, 1, 'STDOUT', 'OFFSET', inside),
      /^NOTFOUND bytes 50000 to 6838896 of stdout .* were dropped .*: read on from OFFSET 6838896$/,
    )
})

t.test('both streams, apart', async (t) => {
  const text = 'head -c 300000 /dev/zero | tr "\\0" o; head -c 200000 /dev/zero | tr "\\0" e >&2'
  const jobId = await connection.submit(pipeline([['sh', '-c', text]]))
  t.match(taskResult(await connection.wait(jobId), 1), { stdout_bytes: 300_000, stderr_bytes: 200_000 })
  t.equal((await connection.output(jobId, 1)).toString(), 'o'.repeat(300_000))
  t.equal((await connection.output(jobId, 1, 'STDERR')).toString(), 'e'.repeat(200_000))
})
