/**
 * A file of an output that cannot be read: a report that names it is taken all the same, for the result is the Job's
 * and the preview only a convenience; who asks for the bytes is told what failed.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { leaseOne, pipeline, register, startAgq, taskReport } from '../harness/index.ts'

t.test('the report is taken, the bytes are refused', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  await register(connection, 'worker', ['true'])
  const jobId = await connection.submit(pipeline([['true']]))
  const grant = await leaseOne(connection, 'worker')
  const bytes = Buffer.alloc(20_000, 'x')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await connection.text('BLOB.PUT', bytes)
  const path = join(agq.dataDir, 'blobs', sha256.slice(0, 2), sha256)
  rmSync(path)
  mkdirSync(path) // opens, and cannot be read

  const stdout = { bytes: bytes.length, kept_bytes: bytes.length, sha256, truncated: false, blob: true }
  const report = JSON.stringify({ task_results: [taskReport(1, 'true', '', { stdout })] })
  t.equal(await connection.text('JOB.COMPLETE', jobId, grant.token, report), 'OK status=completed')
  const status = await connection.status(jobId)
  t.equal(status.task_results[0]?.stdout_sha256, sha256)
  const refusal = 'ERR the disk of AGQ failed (EISDIR): the bytes cannot be read'
  t.equal(await connection.error('JOB.OUTPUT', jobId, 1, 'STDOUT'), refusal)
  t.equal(await connection.error('BLOB.GET', sha256), refusal)
})
