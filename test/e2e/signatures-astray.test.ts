/**
 * What becomes of signed Jobs on their way: somebody changes AGQ's database, a backup is restored, AGQ grants a second time,
 * workers end and die. What was signed runs as often as it may; what was changed, or comes again, does not.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { makeGate, script, startAgq, startAgw, temporaryDirectory } from '../harness/index.ts'
import { makeSigningKeys, refusedBy, sign, submitSigned } from '../harness/signing.ts'

t.setTimeout(60_000)

t.test('a database that somebody changed', async (t) => {
  const mine = makeSigningKeys()
  const thief = makeSigningKeys()
  const agq = await startAgq(t)
  const client = await agq.connect()
  const ran = join(mine.folder, 'ran')
  const job = (id: string) => script(`echo ${id} >> ${ran}`, { job_id: id, priority: 3 })
  const ids = ['args', 'queue', 'input', 'no-signature', 'seal', 'key', 'swapped', 'whole']
  for (const id of ids)
    await submitSigned(client, job(id), mine.key, id === 'input' ? { input: 'signed' } : {})
  await agq.stop()
  const db = new DatabaseSync(join(agq.dataDir, 'agq.db'))
  const change = (id: string, set: string) => {
    const sql = `UPDATE job_body SET ${set} WHERE seq = (SELECT seq FROM job WHERE job_id = '${id}')`
    t.equal(Number(db.prepare(sql).run().changes), 1, id)
  }
  const stolen = sign(job('key'), thief.key)
  const whole = `SELECT envelope, signature FROM job_body JOIN job USING (seq) WHERE job_id = 'whole'`
  change('args', `envelope = replace(envelope, 'echo args', 'echo evil')`)
  change('queue', `envelope = replace(envelope, '"priority":3', '"priority":0')`)
  change('input', `input = CAST('echo evil' AS BLOB)`)
  change('no-signature', 'signature = NULL')
  change('seal', `signature = substr(signature, 1, 60) || 'AAAA' || substr(signature, 65)`)
  change('key', `signature = '${stolen.keyId} ${stolen.seal}'`)
  change('swapped', `(envelope, signature) = (${whole})`)
  db.close()
  await agq.restart()
  await startAgw(t, agq, { args: ['--trust', mine.trust] })
  const again = await agq.connect()
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['args', 'signature', /was changed after it was signed/],
    ['queue', 'signature', /was changed after it was signed/],
    ['input', 'input', /its input is not the one that was signed/],
    ['no-signature', 'signature', /it is not signed\. Submit it with agx submit --sign KEY/],
    ['seal', 'signature', /was changed after it was signed/],
    ['key', 'key', new RegExp(`the key ${stolen.keyId} that signed it is not trusted here`)],
    ['swapped', 'job', /granted as Job swapped, and what is signed is Job whole/],
  ]
  for (const [id, check, text] of cases) await refusedBy(t, again, id, check, text)
  t.match(await again.wait('whole'), { status: 'completed' })
  t.equal(readFileSync(ran, 'utf8'), 'whole\n', 'nothing else was started')
})

t.test('a backup from before the run is restored', async (t) => {
  const mine = makeSigningKeys()
  const agq = await startAgq(t)
  const client = await agq.connect()
  const ran = join(mine.folder, 'ran')
  const job = script(`echo ran >> ${ran}`)
  await submitSigned(client, job, mine.key)
  const file = join(mine.folder, 'agq.tar')
  await client.text('BACKUP', file)
  const trusting = { stateDir: join(mine.folder, 'agw'), args: ['--trust', mine.trust] }
  const first = await startAgw(t, agq, trusting)
  t.match(await client.wait(job.job_id), { status: 'completed' })
  await first.kill9()
  await agq.stop()

  const restored = await startAgq(t, { dataDir: unpack(file) })
  const again = await restored.connect()
  const second = await startAgw(t, restored, trusting)
  await refusedBy(t, again, job.job_id, 'replay', /it has completed here, and a signature is for one/)
  await second.stop()
  await restored.stop()

  // Without its note the backup does not know that it is one: it grants with the tokens of then.
  const dataDir = unpack(file)
  rmSync(join(dataDir, 'backup.json'))
  const lying = await startAgq(t, { dataDir })
  await startAgw(t, lying, trusting)
  const seen = /granted here before with token 1, and now with 1/
  await refusedBy(t, await lying.connect(), job.job_id, 'replay', seen)
  t.equal(readFileSync(ran, 'utf8'), 'ran\n')
})

t.test('a worker that ends or dies does not use a signature up', async (t) => {
  const mine = makeSigningKeys()
  const agq = await startAgq(t)
  const client = await agq.connect()
  const gate = makeGate()
  const job = script(gate.script)
  await submitSigned(client, job, mine.key)
  const trusting = { stateDir: join(mine.folder, 'agw'), heartbeat: 0.5, args: ['--trust', mine.trust] }
  const ended = await startAgw(t, agq, trusting)
  await gate.reached(1)
  await ended.stop()
  const killed = await startAgw(t, agq, trusting)
  await gate.reached(2)
  await killed.kill9()
  await startAgw(t, agq, trusting)
  await gate.reached(3)
  gate.open()
  t.match(await client.wait(job.job_id), { status: 'completed' })
})

function unpack(file: string): string {
  const dataDir = join(temporaryDirectory('restored'), 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const { status, stderr } = spawnSync('tar', ['-xf', file, '-C', dataDir], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return dataDir
}
