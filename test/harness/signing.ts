/** Signed Jobs for tests: keys in a directory that a worker may trust, and Jobs signed with them without a program. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type JobEnvelope, keyIdOf, type SignedJob, sha256Hex, signJob } from '@agenix/specs'
import type { Test } from 'tap'
import type { Connection } from './connection.ts'
import { temporaryDirectory } from './temporary.ts'

export interface SigningKeys {
  readonly folder: string
  readonly key: KeyObject
  readonly keyId: string
  /** The private key's file; beside it the public one, `.pub`. */
  readonly file: string
  /** A directory with the public one, for agw --trust. */
  readonly trust: string
}

export function makeSigningKeys(): SigningKeys {
  const folder = temporaryDirectory('keys')
  const { privateKey } = generateKeyPairSync('ed25519')
  const publicKey = createPublicKey(privateKey)
  const pem = publicKey.export({ type: 'spki', format: 'pem' })
  const file = join(folder, 'sign.key')
  const trust = join(folder, 'trusted')
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  writeFileSync(`${file}.pub`, pem)
  mkdirSync(trust, { mode: 0o755 })
  writeFileSync(join(trust, 'mine.pub'), pem, { mode: 0o644 })
  return { folder, key: privateKey, keyId: keyIdOf(publicKey), file, trust }
}

export interface Signing {
  readonly audience?: string
  readonly notAfterMs?: number
  readonly input?: string
}

export function sign(job: object, key: KeyObject, { audience, notAfterMs, input }: Signing = {}): SignedJob {
  const statement = {
    audience: audience ?? 'default',
    notAfterMs: notAfterMs ?? Date.now() + 600_000,
    inputSha256: input === undefined ? null : sha256Hex(input),
  }
  return signJob(job as JobEnvelope, statement, key)
}

export async function submitSigned(
  client: Connection,
  job: object,
  key: KeyObject,
  signing: Signing = {},
): Promise<void> {
  const { envelope, keyId, seal } = sign(job, key, signing)
  const input = signing.input === undefined ? [] : ['INPUT', signing.input]
  await client.text('JOB.SUBMIT', envelope, ...input, 'SIG', keyId, seal)
}

/** The Job has failed by policy, this check failed, and nothing of it was started. */
export async function refusedBy(
  t: Test,
  client: Connection,
  jobId: string,
  check: string,
  text: RegExp,
): Promise<void> {
  const status = await client.wait(jobId)
  t.match(status, { status: 'failed', task_results: [] }, `${jobId} is not run`)
  t.match(status.error, `refused by agw --trust (${check}): `)
  t.match(status.error, text)
  const why = await client.json<{ readonly sentence: string }>('JOB.WHY', jobId)
  t.match(why.sentence, `refused by agw --trust (${check}): `, 'JOB.WHY says so too')
}
