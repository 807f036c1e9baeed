/**
 * What signatures cost: signing on the side of agx, and on the worker's loop checking a grant and noting it in the ledger, by
 * the number of grants that come together (they share one sync). Prints microseconds a Job.
 *
 *   node test/bench/signatures.ts [--jobs 2000] [--dir where the ledger lies, default the system's temporary directory]
 */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type JobEnvelope, signJob, withDefaults } from '@agenix/specs'
import { pino } from 'pino'
import { SignatureLedger } from '../../agw/dist/policy/signature-ledger.js'
import { type Sealed, SignedJobs } from '../../agw/dist/policy/signed-jobs.js'
import { TrustDirectory } from '../../agw/dist/policy/trust-directory.js'

const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '2000' }, dir: { type: 'string', default: tmpdir() } },
})
const count = Number(values.jobs)
const folder = mkdtempSync(join(values.dir, 'agw-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
writeFileSync(join(folder, 'k.pub'), publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 })
const trust = new TrustDirectory(folder, pino({ level: 'silent' }), () => {})
const ledger = new SignatureLedger(join(folder, 'ledger.db'), Date.now())
const signedJobs = new SignedJobs(trust, 'default', ledger)

function sign(n: number): Sealed {
  const args = ['-c', `echo ${'x'.repeat(400)}`]
  const job: JobEnvelope = {
    job_id: `job-${n}`,
    plan_id: 'p',
    tasks: [{ task_number: 1, command: 'sh', args }],
  }
  const statement = { audience: 'default', notAfterMs: Date.now() + 3_600_000, inputSha256: null }
  const { envelope, keyId, seal } = signJob(job, statement, privateKey)
  return {
    grant: {
      jobId: job.job_id,
      attempt: 1,
      token: 1,
      job: withDefaults(job),
      input: null,
      inputRef: null,
      resume: null,
    },
    envelope: Buffer.from(envelope),
    signature: `${keyId} ${seal}`,
  }
}

function measure(work: () => void): string {
  const from = performance.now()
  work()
  return `${(((performance.now() - from) * 1_000) / count).toFixed(0)} µs a Job`
}

let serial = 0
for (const together of [1, 8, 64]) {
  const jobs: Sealed[] = []
  const signing = measure(() => {
    for (let n = 0; n < count; n++) jobs.push(sign(serial++))
  })
  const judging = measure(() => {
    for (let at = 0; at < count; at += together) {
      const judged = signedJobs.judge(jobs.slice(at, at + together))
      if (judged.some(({ kind }) => kind !== 'run')) throw new Error('a signed Job was refused')
    }
  })
  const ending = measure(() => {
    for (const { grant } of jobs) signedJobs.ended({ ...grant, verb: 'JOB.COMPLETE' }, true)
  })
  console.log(`${together} together: sign ${signing}, check and note ${judging}, note the end ${ending}`)
}
