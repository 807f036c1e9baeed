/** The first life of restored data: no token that was granted after the backup is worth anything. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { code, Desk } from '../engine/desk.ts'

t.test('neither of a Job that the backup knows, nor of one that came after it', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('known')
  writeFileSync(join(desk.folder, 'backup.json'), '{}')
  await desk.restart()
  await desk.submit('came-after')
  for (const jobId of ['known', 'came-after']) {
    t.equal(code(await desk.complete({ jobId, token: 1 })), 'FENCED', jobId)
  }
  await desk.register('w')
  const grants = await desk.lease('w', 2)
  t.equal(grants.length, 2)
  for (const { jobId, token } of grants) {
    t.ok(token > 1_000_000, `${jobId} at ${token}`)
    t.equal(code(await desk.complete({ jobId, token: 1 })), 'FENCED', `${jobId}, granted again`)
  }
})
