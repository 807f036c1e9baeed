/**
 * `--sign KEY`: the private key is read before anything is sent, and refused where others can read it. What is signed is the
 * canonical form of the envelope, which is then sent in the place of the bytes as written, and the hash of the input.
 */
import type { KeyObject } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { isAudience, type JobSignature, readPrivateKey, sha256Hex, signJob } from '@agenix/specs'
import type { JobInput } from '../client/agq-client.ts'
import { readWhole } from '../commands/option-values.ts'
import { UsageError } from '../usage-error.ts'
import type { Envelope } from './make-envelope.ts'
import { fileTrouble } from './read-document.ts'

/** Options of every verb that makes a Job. */
export interface SignOptions {
  readonly sign?: string
  readonly signFor?: string
  readonly audience?: string
}

/** What is sent. */
export interface Sendable {
  readonly bytes: Uint8Array | string
  readonly signature?: JobSignature
}

/** Makes of an envelope and its input what is sent. */
export type Seal = (envelope: Envelope, input: JobInput | undefined) => Sendable

const dayOfSecs = 86_400
const mostSecs = 315_360_000

/** Without --sign nothing is signed. Throws `UsageError` for a key that cannot be used. */
export function sealWith({ sign, signFor, audience = 'default' }: SignOptions): Seal {
  const seconds = readWhole('--sign-for', signFor, 1, mostSecs) ?? dayOfSecs
  if (sign === undefined) {
    if (signFor !== undefined || audience !== 'default')
      throw new UsageError('--sign-for and --audience belong to a signature: give a key with --sign KEY.')
    return ({ bytes }) => ({ bytes })
  }
  if (!isAudience(audience))
    throw new UsageError(
      `--audience must be 1 to 64 letters, digits, '.', '_', ':' or '-', not ${JSON.stringify(audience)}.`,
    )
  const key = readKey(sign)
  return ({ job }, input) => {
    const statement = { audience, notAfterMs: Date.now() + seconds * 1_000, inputSha256: hashOf(input) }
    const { envelope, keyId, seal } = signJob(job, statement, key)
    return { bytes: envelope, signature: { keyId, seal } }
  }
}

function hashOf(input: JobInput | undefined): string | null {
  if (input === undefined) return null
  return 'bytes' in input ? sha256Hex(input.bytes) : input.ref
}

function readKey(file: string): KeyObject {
  const key = readPrivateKey(readSecret(file))
  if (key !== undefined) return key
  throw new UsageError(
    `${file} is no Ed25519 private key (PKCS#8, PEM). Make one with agx keygen FILE, and give FILE, not FILE.pub.`,
  )
}

function readSecret(file: string): string {
  try {
    const { mode } = statSync(file)
    if (!file.endsWith('.pub') && (mode & 0o077) !== 0)
      throw new UsageError(
        `others can read or write the private key ${file}: chmod 600 it, or make a new one (agx keygen) if they did.`,
      )
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`cannot read the key ${file}: ${fileTrouble(error)}. Make one with agx keygen FILE.`)
  }
}
