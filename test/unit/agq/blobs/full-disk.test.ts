/** What a client of an AGQ hears when its disk is full, and that room is all it takes to go on. */
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startAgq } from '../../../harness/index.ts'
import { cannotLimit, limitFileSize } from './file-size-limit.ts'

t.test('BLOB.* on a full disk', { skip: cannotLimit }, async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const bytes = randomBytes(2 ** 21)
  const lift = limitFileSize(agq.pid, 2 ** 20)
  t.equal(
    await connection.error('BLOB.PUT', bytes),
    'FULL the disk of AGQ is full: the bytes were not stored, send them again when there is room',
  )
  const job = '{"job_id":"j","plan_id":"p","tasks":[{"task_number":1,"command":"true"}]}'
  t.match(await connection.error('JOB.SUBMIT', job, 'INPUT', bytes), /^FULL the disk of AGQ is full/)
  t.equal(
    await connection.error('BLOB.APPEND', 'up', bytes),
    'FULL the disk of AGQ is full: upload up was dropped, send it again when there is room',
  )
  t.match(await connection.error('BLOB.COMMIT', 'up', 'a'.repeat(64)), /^ERR no upload up/)
  t.same(readdirSync(join(agq.dataDir, 'blobs', 'new')), [])
  lift()
  t.match(await connection.text('BLOB.PUT', bytes), /^OK sha256=/)
})
