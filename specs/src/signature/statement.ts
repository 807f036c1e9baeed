/**
 * What a signature of a Job says beyond the envelope, and the one way to write it. The base64 word of `SIG keyid base64`
 * holds, in this order and nothing else:
 *
 *     1 byte    version: 1
 *     8 bytes   not after: ms since 1970, big-endian
 *     1 byte    length of the audience, 1 … 64, and so many bytes of it: an id
 *     1 byte    1 where the Job has an input, and the 32 bytes of its sha256; else 0
 *     64 bytes  the Ed25519 signature
 *
 * One statement has one text: whatever would be read as the same and is written otherwise is refused.
 */

export type Statement = {
  /** The trust domain it is meant for: workers of any other do not run it. */
  readonly audience: string
  /** Milliseconds since 1970: nothing that is granted at that hour or later is run. */
  readonly notAfterMs: number
  /** Of the Job's input, in lower-case hex; null: it has none. */
  readonly inputSha256: string | null
}

export type OpenedSignature = {
  readonly statement: Statement
  /** The bytes before the signature, as they are signed. */
  readonly head: Uint8Array
  readonly signature: Uint8Array
}

const version = 1
const hashBytes = 32
const signatureBytes = 64
/** What the longest one comes to: version, time, audience, input, signature. */
const mostBytes = 1 + 8 + 1 + 64 + 1 + hashBytes + signatureBytes
const audienceShape = /^[A-Za-z0-9._:-]{1,64}$/
const hashShape = /^[0-9a-f]{64}$/

/** Whether it may be the name of an audience. */
export const isAudience = (text: string): boolean => audienceShape.test(text)

/** The bytes that stand before the signature. @throws RangeError for what a statement cannot say. */
export const statementBytes = ({ audience, notAfterMs, inputSha256 }: Statement): Uint8Array => {
  if (!isAudience(audience)) throw new RangeError(`no audience: ${JSON.stringify(audience)}`)
  if (!Number.isSafeInteger(notAfterMs) || notAfterMs < 0) throw new RangeError(`no time: ${notAfterMs}`)
  if (inputSha256 !== null && !hashShape.test(inputSha256)) throw new RangeError('no sha256 in hex')
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(notAfterMs))
  return Buffer.concat([
    Buffer.of(version),
    time,
    Buffer.of(audience.length),
    Buffer.from(audience, 'latin1'),
    Buffer.of(inputSha256 === null ? 0 : 1),
    Buffer.from(inputSha256 ?? '', 'hex'),
  ])
}

/** The base64 word. */
export const sealOf = (head: Uint8Array, signature: Uint8Array): string =>
  Buffer.concat([head, signature]).toString('base64')

/** Reads the base64 word; undefined where it is not exactly what `sealOf` writes. */
export const openSeal = (text: string): OpenedSignature | undefined => {
  if (text.length > 4 * Math.ceil(mostBytes / 3)) return undefined
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text || bytes[0] !== version) return undefined
  const audienceAt = 1 + 8 + 1
  const inputAt = audienceAt + (bytes[9] ?? 0)
  const hasInput = bytes[inputAt] === 1
  const signatureAt = inputAt + 1 + (hasInput ? hashBytes : 0)
  if (bytes.length !== signatureAt + signatureBytes) return undefined
  const notAfter = bytes.readBigUInt64BE(1)
  const statement = {
    audience: bytes.toString('latin1', audienceAt, inputAt),
    notAfterMs: Number(notAfter),
    inputSha256: hasInput ? bytes.toString('hex', inputAt + 1, signatureAt) : null,
  }
  const head = bytes.subarray(0, signatureAt)
  if (!isAudience(statement.audience) || notAfter > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  // Any byte but 0 and 1 before the input.
  if (!head.equals(statementBytes(statement))) return undefined
  return { statement, head, signature: bytes.subarray(signatureAt) }
}
