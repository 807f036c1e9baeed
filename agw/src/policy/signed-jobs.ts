/**
 * What `--trust` lets run: Jobs that carry a signature of a trusted key over exactly what came, meant for this audience, not
 * expired, with the input that was signed, and not run here before. Asked before any file of the attempt is made. Every
 * refusal says which check failed and what to do.
 */
import { createHash } from 'node:crypto'
import { type Statement, verifyJob } from '@agenix/specs'
import type { OutboxEntry, Verb } from '../link/outbox-log.ts'
import type { Grant } from '../run/grant.ts'
import type { Run, RunEnd, SignatureLedger } from './signature-ledger.ts'
import type { TrustDirectory } from './trust-directory.ts'

/** A grant as it came. */
export interface Sealed {
  readonly grant: Grant
  readonly envelope: Uint8Array
  /** The two words of SIG. */
  readonly signature: string | null
}

/**
 * `trouble`: the worker's own, nothing is said about the Job. `not mine`: AGQ gave it while it took its key for trusted
 * here, which it was: it goes back, and AGQ hears which keys count.
 */
export type Judgement =
  | { readonly kind: 'run' }
  | { readonly kind: 'not mine' }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'trouble'; readonly text: string }

type Checked =
  | { readonly kind: 'verified'; readonly run: Run }
  | { readonly kind: 'not mine' }
  | { readonly kind: 'refused'; readonly text: string }

const signAgain = 'Submit it again with agx submit --sign KEY'

export class SignedJobs {
  readonly #trust: TrustDirectory
  readonly #audience: string
  readonly #ledger: SignatureLedger
  #registered: ReadonlySet<string> = new Set()

  constructor(trust: TrustDirectory, audience: string, ledger: SignatureLedger) {
    this.#trust = trust
    this.#audience = audience
    this.#ledger = ledger
  }

  /** The keys that count now, for AGQ to be told. */
  keysToRegister(): readonly string[] {
    const { keyIds } = this.#trust
    this.#registered = new Set(keyIds)
    return keyIds
  }

  /** For each of them; those that may run are in the ledger, and on disk, when it returns. */
  judge(grants: readonly Sealed[]): readonly Judgement[] {
    const nowMs = Date.now()
    const checked = grants.map((sealed) => this.#check(sealed, nowMs))
    const runs = checked.flatMap((one) => (one.kind === 'verified' ? [one.run] : []))
    let noted: Iterator<string | null>
    try {
      noted = this.#ledger.admit(runs, nowMs)[Symbol.iterator]()
    } catch (error) {
      const text = `this worker cannot write its ledger of signed Jobs, and runs none without: ${String(error)}`
      return checked.map((one) => (one.kind === 'verified' ? { kind: 'trouble', text } : one))
    }
    return checked.map((one): Judgement => {
      if (one.kind !== 'verified') return one
      const replayed: string | null = noted.next().value
      if (replayed === null) return { kind: 'run' }
      return refused('replay', `this signature was used up: ${replayed}. ${signAgain}, and then retry it`)
    })
  }

  /** AGQ has accepted how a run ended, or does not want it. */
  ended({ jobId, token, verb }: Pick<OutboxEntry, 'jobId' | 'token' | 'verb'>, accepted: boolean): void {
    this.#ledger.ended(jobId, token, accepted ? ends[verb] : 'unwanted')
  }

  #check({ grant, envelope, signature }: Sealed, nowMs: number): Checked {
    if (signature === null)
      return refused(
        'signature',
        'it is not signed. Submit it with agx submit --sign KEY, KEY being trusted here',
      )
    const blank = signature.indexOf(' ')
    const [keyId, seal] = [signature.slice(0, Math.max(0, blank)), signature.slice(blank + 1)]
    const key = this.#trust.key(keyId)
    if (key === undefined && this.#registered.has(keyId)) return { kind: 'not mine' }
    if (key === undefined)
      return refused(
        'key',
        `the key ${printable(keyId)} that signed it is not trusted here. Put its .pub file into the --trust directory, or sign with a key that is there`,
      )
    const verified = verifyJob(envelope, { keyId, seal }, key)
    if (!verified.ok) return refused(verified.failed, failures[verified.failed])
    const { statement, id } = verified
    const wrong = this.#judgeStatement(statement, grant, nowMs)
    if (wrong !== null) return wrong
    const { jobId, token } = grant
    const { notAfterMs } = statement
    return { kind: 'verified', run: { id, jobId, token, notAfterMs, maxAttempts: grant.job.max_attempts } }
  }

  #judgeStatement(statement: Statement, grant: Grant, nowMs: number): Checked | null {
    if (statement.audience !== this.#audience)
      return refused(
        'audience',
        `it is signed for the audience ${statement.audience}, and this worker is of ${this.#audience}. Sign it with --audience ${this.#audience}, or start a worker of that audience`,
      )
    if (statement.notAfterMs <= nowMs) {
      const hour = new Date(Math.min(statement.notAfterMs, latestTime)).toISOString()
      return refused(
        'expiry',
        `its signature expired at ${hour}. ${signAgain} (--sign-for makes it last longer), and then retry it`,
      )
    }
    if (grant.job.job_id !== grant.jobId)
      return refused(
        'job',
        `it was granted as Job ${grant.jobId}, and what is signed is Job ${grant.job.job_id}: AGQ's data was changed`,
      )
    if (inputOf(grant) !== statement.inputSha256)
      return refused(
        'input',
        `its input is not the one that was signed: AGQ's data was changed, or the signature was made for another input`,
      )
    if (grant.resume !== null)
      return refused(
        'resume',
        'it is to go on with outputs of an earlier attempt, which no signature covers. Retry it whole: without --from',
      )
    return null
  }
}

const failures = {
  form: 'its signature is not of a form that this worker reads. Sign it with agx submit --sign KEY',
  canonical: `its envelope is not in the canonical form (RFC 8785) that is signed: AGQ's data was changed, or it was signed by other means than agx`,
  signature: `its signature does not hold for what came: the envelope, the statement or the signature was changed after it was signed`,
} as const

const ends: Readonly<Record<Verb, RunEnd>> = {
  'JOB.COMPLETE': 'completed',
  'JOB.FAIL': 'failed',
  'JOB.RELEASE': 'released',
}

/** What a Date can say. */
const latestTime = 8.64e15

function refused(check: string, text: string): Extract<Checked, { kind: 'refused' }> {
  return { kind: 'refused', text: `refused by agw --trust (${check}): ${text}` }
}

/** The sha256 of what task 1 would read; null: nothing. */
function inputOf({ input, inputRef }: Grant): string | null {
  return input === null ? inputRef : createHash('sha256').update(input).digest('hex')
}

function printable(text: string): string {
  return /^[\x21-\x7e]{1,64}$/.test(text) ? text : '(unreadable)'
}
