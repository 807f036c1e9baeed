/** A key that was trusted when the worker registered, and is no more when a Job of it comes. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type JobEnvelope, withDefaults } from '@agenix/specs'
import { pino } from 'pino'
import t from 'tap'
import { SignatureLedger } from '../../../../agw/dist/policy/signature-ledger.js'
import { type Sealed, SignedJobs } from '../../../../agw/dist/policy/signed-jobs.js'
import { TrustDirectory } from '../../../../agw/dist/policy/trust-directory.js'
import { makeSigningKeys, type SigningKeys, sign } from '../../../harness/signing.ts'

function sealed(jobId: string, { key }: SigningKeys): Sealed {
  const job: JobEnvelope = { job_id: jobId, plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }] }
  const { envelope, keyId, seal } = sign(job, key)
  const grant = {
    jobId,
    attempt: 1,
    token: 1,
    job: withDefaults(job),
    input: null,
    inputRef: null,
    resume: null,
  }
  return { grant, envelope: Buffer.from(envelope), signature: `${keyId} ${seal}` }
}

t.test('goes back while AGQ has not heard of it, and is refused then', async (t) => {
  const mine = makeSigningKeys()
  let changes = 0
  const trust = new TrustDirectory(mine.trust, pino({ level: 'silent' }), () => changes++)
  const jobs = new SignedJobs(
    trust,
    'default',
    new SignatureLedger(join(t.testdir(), 'ledger.db'), Date.now()),
  )
  t.strictSame(jobs.keysToRegister(), [mine.keyId])
  t.strictSame(jobs.judge([sealed('a', mine)]), [{ kind: 'run' }])
  rmSync(join(mine.trust, 'mine.pub'))
  t.strictSame(jobs.judge([sealed('b', mine)]), [{ kind: 'not mine' }])
  t.equal(changes, 1, 'so it registers anew')
  t.match(
    jobs.judge([sealed('c', makeSigningKeys())]),
    [{ kind: 'refused', text: /\(key\)/ }],
    'never trusted',
  )
  jobs.keysToRegister()
  t.match(jobs.judge([sealed('d', mine)]), [{ kind: 'refused', text: /\(key\): .* is not trusted here/ }])
})
