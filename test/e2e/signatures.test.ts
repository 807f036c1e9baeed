/**
 * Signed Jobs with real programs: what trusted keys signed runs, and nothing else does, whatever became of it on its way: in
 * AGQ's database, in a backup that is restored, or in the hands of somebody who submits.
 */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type JobEnvelope, readPrivateKey, signJob } from '@agenix/specs'
import t, { type Test } from 'tap'
import {
  type Agq,
  agx,
  type Connection,
  pipeline,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'

t.setTimeout(60_000)

interface Keys {
  readonly folder: string
  /** The private key's file. */
  readonly key: string
  readonly keyId: string
  /** A directory with the public one. */
  readonly trust: string
}

async function makeKeys(): Promise<Keys> {
  const folder = temporaryDirectory('keys')
  const key = join(folder, 'sign.key')
  const made = await agx(['keygen', key])
  const trust = join(folder, 'trusted')
  mkdirSync(trust, { mode: 0o755 })
  copyFileSync(`${key}.pub`, join(trust, 'mine.pub'))
  return { folder, key, keyId: (JSON.parse(made.stdout) as { key_id: string }).key_id, trust }
}

/** What signJob makes of an envelope of the harness. */
function signed(job: object, key: KeyObject, notAfterMs: number, audience = 'default') {
  return signJob(job as JobEnvelope, { audience, notAfterMs, inputSha256: null }, key)
}

/** Submits with agx, as a person would. */
async function submit(agq: Agq, envelope: object, args: readonly string[], stdin?: string): Promise<string> {
  const file = join(temporaryDirectory('job'), 'job.json')
  writeFileSync(file, JSON.stringify(envelope, null, 2))
  const more = stdin === undefined ? {} : { stdin }
  const made = await agx(['submit', file, ...args], { agq, ...more })
  if (made.code !== 0) throw new Error(made.stderr)
  return (JSON.parse(made.stdout) as { job_id: string }).job_id
}

const why = (client: Connection, jobId: string) =>
  client.json<{ code: string; sentence: string; evidence: object }>('JOB.WHY', jobId)

/** The Job has failed by policy, this check failed, and nothing of it was started. */
async function refusedBy(t: Test, client: Connection, jobId: string, check: string, text: RegExp) {
  const status = await client.wait(jobId)
  t.match(status, { status: 'failed', task_results: [] }, `${jobId} is not run`)
  t.match(status.error, `refused by agw --trust (${check}): `)
  t.match(status.error, text)
  t.match((await why(client, jobId)).sentence, `refused by agw --trust (${check}): `, 'JOB.WHY says so too')
}

t.test('agx keygen', async (t) => {
  const { key, keyId, folder } = await makeKeys()
  t.equal(statSync(key).mode & 0o777, 0o600)
  t.match(keyId, /^[0-9a-f]{32}$/)
  t.match(readFileSync(`${key}.pub`, 'utf8'), /^-----BEGIN PUBLIC KEY-----\n/)
  const before = readFileSync(key)
  t.match(await agx(['keygen', key]), { code: 1, stderr: /sign\.key is there already/ })
  rmSync(key)
  t.match(await agx(['keygen', key]), { code: 1, stderr: /sign\.key\.pub is there already/ })
  writeFileSync(key, before, { mode: 0o644 })
  const job = join(folder, 'job.json')
  writeFileSync(job, JSON.stringify(pipeline([['true']])))
  const sign = (...args: string[]) => agx(['submit', job, ...args])
  t.match(await sign('--sign', key), { code: 2, stderr: /others can read or write the private key/ })
  t.match(await sign('--sign', `${key}.pub`), { code: 2, stderr: /no Ed25519 private key.*not FILE\.pub/ })
  t.match(await sign('--sign', join(folder, 'none')), { code: 2, stderr: /no such file.*agx keygen/ })
  t.match(await sign('--sign-for', '60'), { code: 2, stderr: /belong to a signature/ })
  t.match(await sign('--sign', key, '--sign-for', '0'), { code: 2, stderr: /--sign-for must be/ })
})

t.test('a worker that trusts a key', async (t) => {
  const mine = await makeKeys()
  const other = await makeKeys()
  const agq = await startAgq(t)
  const client = await agq.connect()
  const worker = await startAgw(t, agq, { args: ['--trust', mine.trust, '--audience', 'prod'] })
  t.match(worker.program.stderr(), `runs nothing but Jobs signed for the audience prod by ${mine.keyId}`)
  const sign = ['--sign', mine.key, '--audience', 'prod']
  const shell = { command: '/bin/sh' }

  const run = await agx(['run', '/bin/sh', ...sign], { agq, stdin: 'echo from a signed input' })
  t.match(run, { code: 0, stdout: 'from a signed input\n' }, 'what is signed runs, with its input')
  const large = `${'# so that it goes as a blob\n'.repeat(1_000)}echo large`
  t.match(await agx(['run', '/bin/sh', ...sign], { agq, stdin: large }), { code: 0, stdout: 'large\n' })

  const unsigned = await submit(agq, pipeline([shell]), [])
  t.match(await why(client, unsigned), {
    code: 'no_worker_trusts',
    sentence: /not signed.*agx submit --sign/,
  })
  const byOther = await submit(agq, pipeline([shell]), ['--sign', other.key, '--audience', 'prod'])
  t.match(await why(client, byOther), {
    code: 'no_worker_trusts',
    sentence: new RegExp(`No live worker trusts the key ${other.keyId}`),
    evidence: { signed_by: other.keyId, trusted_keys: [mine.keyId] },
  })
  copyFileSync(`${other.key}.pub`, join(mine.trust, 'other.pub'))
  t.match(await client.wait(byOther), { status: 'completed' }, 'a key that is added counts at once')
  rmSync(join(mine.trust, 'other.pub'))
  const late = await submit(agq, pipeline([shell]), ['--sign', other.key, '--audience', 'prod'])
  t.match(await client.status(unsigned), { status: 'pending' }, 'and the unsigned one has not moved')

  const astray = await submit(agq, pipeline([shell]), ['--sign', mine.key])
  await refusedBy(
    t,
    client,
    astray,
    'audience',
    /signed for the audience default, and this worker is of prod/,
  )
  const key = readPrivateKey(readFileSync(mine.key, 'utf8'))
  if (key === undefined) return
  const old = pipeline([shell])
  const expired = signed(old, key, Date.now() - 1, 'prod')
  await client.submit(JSON.parse(expired.envelope), 'SIG', expired.keyId, expired.seal)
  await refusedBy(t, client, old.job_id, 'expiry', /its signature expired at .*Z\. Submit it again/)
  await submit(agq, old, sign)
  await client.text('JOB.RETRY', old.job_id)
  t.match(await client.wait(old.job_id), { status: 'completed' }, 'signed again and sent back, it runs')

  const plain = pipeline([shell])
  const spaced = signed(plain, key, Date.now() + 60_000, 'prod')
  await client.text('JOB.SUBMIT', JSON.stringify(plain, null, 1), 'SIG', spaced.keyId, spaced.seal)
  await refusedBy(t, client, plain.job_id, 'canonical', /not in the canonical form/)

  const failing = script('exit 3; cat')
  await submit(agq, failing, sign)
  t.match(await client.wait(failing.job_id), { status: 'failed', error: /exited with 3/ })
  await client.text('JOB.RETRY', failing.job_id)
  await refusedBy(
    t,
    client,
    failing.job_id,
    'replay',
    /the one attempt that it allows \(max_attempts\) failed here/,
  )
  await submit(agq, failing, sign)
  await client.text('JOB.RETRY', failing.job_id)
  t.match(
    await client.wait(failing.job_id),
    { status: 'failed', error: /exited with 3/ },
    'a new signature is a new run',
  )

  const twoTasks = pipeline([['/bin/echo', 'hi'], { command: '/bin/sh', args: ['-c', 'exit 3'] }])
  await submit(agq, twoTasks, sign)
  t.match(await client.wait(twoTasks.job_id), { status: 'failed' })
  await submit(agq, twoTasks, sign)
  await client.text('JOB.RETRY', twoTasks.job_id, 'FROM', '2')
  const resumed = await client.wait(twoTasks.job_id)
  t.match(resumed.error, /refused by agw --trust \(resume\): .*Retry it whole/)

  t.match(await client.status(late), { status: 'pending' }, 'a key that was taken out counts no more')
  t.match(
    await client.error('JOB.SUBMIT', JSON.stringify({ ...plain, job_id: failing.job_id })),
    /^DUPLICATE /,
  )
})

t.test('what AGQ takes for a signature', async (t) => {
  const agq = await startAgq(t)
  const client = await agq.connect()
  const json = JSON.stringify(pipeline([['true']]))
  const refused = (...words: string[]) => client.error('JOB.SUBMIT', json, ...words)
  t.match(await refused('SIG', 'key'), /^ERR SIG needs two values/)
  t.match(await refused('SIG', 'a key', 'AAAA'), /^ERR SIG's keyid must be/)
  for (const odd of ['', 'AAA', 'AA=A', 'A\nAA', 'A'.repeat(5_000)])
    t.match(await refused('SIG', 'key', odd), /^ERR SIG's second value must be base64/)
  t.match(await refused('SIG', 'key', 'AAAA', 'SIG', 'key', 'AAAA'), /^ERR SIG is given twice/)
  const steps = [{ step_number: 1, command: 'true' }]
  const old = JSON.stringify({ job_id: 'old', plan_id: 'p', steps })
  t.match(
    await client.error('JOB.SUBMIT', old, 'SIG', 'key', 'AAAA'),
    /^ERR SIG: an envelope of version 0\.1/,
  )
  t.match(await client.text('JOB.SUBMIT', json, 'INPUT', 'SIG', 'SIG', 'key', 'AAAA'), /^OK/)
  t.match(await client.text('JOB.SUBMIT', json, 'SIG', 'key', 'BBBB', 'INPUT', 'SIG'), /^OK/, 'renewed')
  t.match(
    await refused('SIG', 'other', 'AAAA', 'INPUT', 'SIG'),
    /^DUPLICATE /,
    'by another key it is another Job',
  )
  t.match(await refused('INPUT', 'SIG'), /^DUPLICATE /)
})

t.test('a database that somebody changed', async (t) => {
  const mine = await makeKeys()
  const thief = generateKeyPairSync('ed25519')
  const agq = await startAgq(t)
  const ran = join(mine.folder, 'ran')
  const job = (id: string) => script(`echo ${id} >> ${ran}`, { job_id: id, priority: 3 })
  const ids = ['args', 'queue', 'input', 'no-signature', 'seal', 'key', 'swapped', 'whole']
  for (const id of ids)
    await submit(agq, job(id), ['--sign', mine.key], id === 'input' ? 'signed' : undefined)
  await agq.stop()
  const db = new DatabaseSync(join(agq.dataDir, 'agq.db'))
  const change = (id: string, set: string) => {
    const sql = `UPDATE job_body SET ${set} WHERE seq = (SELECT seq FROM job WHERE job_id = '${id}')`
    t.equal(Number(db.prepare(sql).run().changes), 1, id)
  }
  const another = signed(job('key'), thief.privateKey, Date.now() + 60_000)
  change('args', `envelope = replace(envelope, 'echo args', 'echo evil')`)
  change('queue', `envelope = replace(envelope, '"priority":3', '"priority":0')`)
  change('input', `input = CAST('echo evil' AS BLOB)`)
  change('no-signature', 'signature = NULL')
  change('seal', `signature = substr(signature, 1, 60) || 'AAAA' || substr(signature, 65)`)
  change('key', `signature = '${another.keyId} ${another.seal}'`)
  change(
    'swapped',
    `(envelope, signature) = (SELECT envelope, signature FROM job_body JOIN job USING (seq) WHERE job_id = 'whole')`,
  )
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
    ['key', 'key', new RegExp(`the key ${another.keyId} that signed it is not trusted here`)],
    ['swapped', 'job', /granted as Job swapped, and what is signed is Job whole/],
  ]
  for (const [id, check, text] of cases) await refusedBy(t, again, id, check, text)
  t.match(await again.wait('whole'), { status: 'completed' })
  t.equal(readFileSync(ran, 'utf8'), 'whole\n', 'nothing else was started')
})

t.test('a backup from before the run is restored', async (t) => {
  const mine = await makeKeys()
  const agq = await startAgq(t)
  const client = await agq.connect()
  const ran = join(mine.folder, 'ran')
  const job = script(`echo ran >> ${ran}`)
  await submit(agq, job, ['--sign', mine.key])
  const file = join(mine.folder, 'agq.tar')
  await client.text('BACKUP', file)
  const stateDir = join(mine.folder, 'agw')
  const trusting = { stateDir, args: ['--trust', mine.trust] }
  const first = await startAgw(t, agq, trusting)
  t.match(await client.wait(job.job_id), { status: 'completed' })
  await first.kill9()
  await agq.stop()

  const restored = await startAgq(t, { dataDir: unpack(file) })
  const again = await restored.connect()
  const second = await startAgw(t, restored, trusting)
  await refusedBy(
    t,
    again,
    job.job_id,
    'replay',
    /it has completed here, and a signature is for one completion/,
  )
  await second.stop()
  await restored.stop()

  // Without its note the backup does not know that it is one: it grants with the tokens of then.
  const dataDir = unpack(file)
  rmSync(join(dataDir, 'backup.json'))
  const lying = await startAgq(t, { dataDir })
  await startAgw(t, lying, trusting)
  await refusedBy(
    t,
    await lying.connect(),
    job.job_id,
    'replay',
    /granted here before with token 1, and now with 1/,
  )
  t.equal(readFileSync(ran, 'utf8'), 'ran\n')
})

function unpack(file: string): string {
  const dataDir = join(temporaryDirectory('restored'), 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const { status, stderr } = spawnSync('tar', ['-xf', file, '-C', dataDir], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return dataDir
}
