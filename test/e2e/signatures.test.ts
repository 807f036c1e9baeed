/** Signed Jobs with real programs: keys are made, Jobs are signed, and a worker runs what trusted keys signed and nothing else. */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { agx, cleanEnvironment, pipeline, programPath, script, startAgq, startAgw } from '../harness/index.ts'
import { makeSigningKeys, refusedBy, sign, submitSigned } from '../harness/signing.ts'

t.setTimeout(60_000)

const shell = { command: '/bin/sh' }

t.test('agx keygen and --sign', async (t) => {
  const folder = t.testdir()
  const key = join(folder, 'sign.key')
  const made = await agx(['keygen', key])
  t.match(JSON.parse(made.stdout), {
    key_id: /^[0-9a-f]{32}$/,
    private_key: key,
    public_key: `${key}.pub`,
  })
  t.equal(statSync(key).mode & 0o777, 0o600)
  t.match(readFileSync(`${key}.pub`, 'utf8'), /^-----BEGIN PUBLIC KEY-----\n/)
  const before = readFileSync(key)
  t.match(await agx(['keygen', key]), { code: 1, stderr: /sign\.key is there already/ })
  rmSync(key)
  t.match(await agx(['keygen', key]), { code: 1, stderr: /sign\.key\.pub is there already/ })
  writeFileSync(key, before)
  chmodSync(key, 0o644)
  const job = join(folder, 'job.json')
  writeFileSync(job, JSON.stringify(pipeline([['true']])))
  const wrong = (...args: string[]) => agx(['submit', job, ...args])
  t.match(await wrong('--sign', key), { code: 2, stderr: /others can read or write the private key/ })
  t.match(await wrong('--sign', `${key}.pub`), { code: 2, stderr: /no Ed25519 private key.*not FILE\.pub/ })
  t.match(await wrong('--sign', `${key}s`), { code: 2, stderr: /no such file.*agx keygen/ })
  t.match(await wrong('--sign-for', '60'), { code: 2, stderr: /belong to a signature/ })
})

t.test('a worker that trusts a key', async (t) => {
  const mine = makeSigningKeys()
  const other = makeSigningKeys()
  const agq = await startAgq(t)
  const client = await agq.connect()
  const worker = await startAgw(t, agq, { args: ['--trust', mine.trust, '--audience', 'prod'] })
  t.match(worker.program.stderr(), `runs nothing but Jobs signed for the audience prod by ${mine.keyId}`)
  const signed = ['--sign', mine.file, '--audience', 'prod']
  const prod = { audience: 'prod' }
  const why = (jobId: string) => client.json<object>('JOB.WHY', jobId)

  const run = await agx(['run', '/bin/sh', ...signed], { agq, stdin: 'echo from a signed input' })
  t.match(run, { code: 0, stdout: 'from a signed input\n' }, 'what is signed runs, with its input')
  const large = `${'# so that it goes as a blob\n'.repeat(1_000)}echo large`
  t.match(await agx(['run', '/bin/sh', ...signed], { agq, stdin: large }), { code: 0, stdout: 'large\n' })

  const unsigned = await client.submit(pipeline([shell]))
  t.match(await why(unsigned), { code: 'no_worker_trusts', sentence: /not signed.*agx submit --sign/ })
  const byOther = pipeline([shell])
  await submitSigned(client, byOther, other.key, prod)
  t.match(await why(byOther.job_id), {
    code: 'no_worker_trusts',
    sentence: new RegExp(`No live worker trusts the key ${other.keyId}`),
    evidence: { signed_by: other.keyId, trusted_keys: [mine.keyId] },
  })
  copyFileSync(`${other.file}.pub`, join(mine.trust, 'other.pub'))
  t.match(await client.wait(byOther.job_id), { status: 'completed' }, 'a key that is added counts at once')
  rmSync(join(mine.trust, 'other.pub'))
  const late = pipeline([shell])
  await submitSigned(client, late, other.key, prod)

  const astray = pipeline([shell])
  await submitSigned(client, astray, mine.key)
  const meant = /signed for the audience default, and this worker is of prod/
  await refusedBy(t, client, astray.job_id, 'audience', meant)
  const old = pipeline([shell])
  await submitSigned(client, old, mine.key, { ...prod, notAfterMs: Date.now() - 1 })
  await refusedBy(t, client, old.job_id, 'expiry', /its signature expired at .*Z\. Submit it again/)
  await submitSigned(client, old, mine.key, prod)
  await client.text('JOB.RETRY', old.job_id)
  t.match(await client.wait(old.job_id), { status: 'completed' }, 'signed again and sent back, it runs')

  const plain = pipeline([shell])
  const { keyId, seal } = sign(plain, mine.key, prod)
  await client.text('JOB.SUBMIT', JSON.stringify(plain, null, 1), 'SIG', keyId, seal)
  await refusedBy(t, client, plain.job_id, 'canonical', /not in the canonical form/)

  const failing = script('exit 3')
  await submitSigned(client, failing, mine.key, prod)
  t.match(await client.wait(failing.job_id), { status: 'failed', error: /exited with 3/ })
  await client.text('JOB.RETRY', failing.job_id)
  const usedUp = /the one attempt that it allows \(max_attempts\) failed here/
  await refusedBy(t, client, failing.job_id, 'replay', usedUp)
  await submitSigned(client, failing, mine.key, prod)
  await client.text('JOB.RETRY', failing.job_id)
  const again = await client.wait(failing.job_id)
  t.match(again, { status: 'failed', error: /exited with 3/ }, 'a new signature is a new run')

  const two = pipeline([
    ['/bin/echo', 'hi'],
    ['/bin/sh', '-c', 'exit 3'],
  ])
  await submitSigned(client, two, mine.key, prod)
  t.match(await client.wait(two.job_id), { status: 'failed' })
  await submitSigned(client, two, mine.key, prod)
  await client.text('JOB.RETRY', two.job_id, 'FROM', '2')
  t.match((await client.wait(two.job_id)).error, /refused by agw --trust \(resume\): .*Retry it whole/)

  t.match(await client.status(late.job_id), { status: 'pending' }, 'a key that was taken out counts no more')
  t.match(await client.status(unsigned), { status: 'pending' })
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
  t.match(await refused('SIG', 'other', 'AAAA', 'INPUT', 'SIG'), /^DUPLICATE /, 'by another key')
  t.match(await refused('INPUT', 'SIG'), /^DUPLICATE /, 'by nobody')
})

t.test('a directory of keys that is none', async (t) => {
  const mine = makeSigningKeys()
  const start = (...args: string[]) => {
    const env = cleanEnvironment(mine.folder)
    const argv = [programPath('agw'), '--agq-addr', '127.0.0.1:1', '--session-key', 'k', ...args]
    return spawnSync(process.execPath, argv, { env, encoding: 'utf8' })
  }
  t.match(start('--audience', 'prod'), { status: 2, stderr: /it needs --trust DIR/ })
  t.match(start('--trust', mine.trust, '--audience', 'a b'), { status: 2, stderr: /must be 1 to 64 letters/ })
  t.match(start('--trust', join(mine.folder, 'none')), { status: 1, stderr: /is no directory: make it/ })
  chmodSync(mine.trust, 0o777)
  t.match(start('--trust', mine.trust), { status: 1, stderr: /by its group or by everybody: chmod go-w it/ })
})
