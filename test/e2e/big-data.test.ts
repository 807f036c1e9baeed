/**
 * Bytes in bulk: fifty megabytes go in by reference, through files between the stages, and come out as blobs with every
 * byte in place; a stream over its cap is cut and says so.
 */
import { createHash, randomBytes } from 'node:crypto'
import t from 'tap'
import { type Connection, pipeline, startAgq, startAgw, taskResult } from '../harness/index.ts'

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
  const envelope = pipeline([['cat'], ['gzip', '-1'], ['gunzip'], ['sha256sum']])
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
  const writer = { command: 'head', args: ['-c', '5000000', '/dev/zero'], limits }
  const jobId = await connection.submit(pipeline([writer]))
  const result = taskResult(await connection.wait(jobId), 1)
  t.equal(result.truncated, true)
  const kept = await connection.output(jobId, 1)
  t.ok(kept.length <= 100_000, `kept ${kept.length}`)
  t.ok(kept.length > 0)
  t.equal(sha256(kept), result.stdout_sha256, 'the hash is that of what was kept')
})

t.test('both streams, apart', async (t) => {
  const text = 'head -c 300000 /dev/zero | tr "\\0" o; head -c 200000 /dev/zero | tr "\\0" e >&2'
  const jobId = await connection.submit(pipeline([['sh', '-c', text]]))
  t.match(taskResult(await connection.wait(jobId), 1), { stdout_bytes: 300_000, stderr_bytes: 200_000 })
  t.equal((await connection.output(jobId, 1)).toString(), 'o'.repeat(300_000))
  t.equal((await connection.output(jobId, 1, 'STDERR')).toString(), 'e'.repeat(200_000))
})
