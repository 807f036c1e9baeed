/**
 * `SIG keyid base64` of JOB.SUBMIT: two words that are kept and handed on as they came. AGQ looks at their form alone: it holds
 * no keys, and who runs the Job judges for itself. So other kinds of signatures may travel here too.
 */
import type { Signature } from '../engine/model.ts'
import { idOf, Refusal, textOf } from './arguments.ts'

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
/** The signatures of `agx --sign` have 232 at most. */
const MOST = 4_096

export interface Taken {
  readonly signature: Signature | null
  /** The arguments without it. */
  readonly others: readonly Buffer[]
}

/** Finds it among options that are a word and a value each. */
export function takeSignature(args: readonly Buffer[]): Taken {
  const at = placeOf(args, 0)
  if (at === null) return { signature: null, others: args }
  if (at + 2 >= args.length) throw new Refusal('ERR', 'SIG needs two values: the id of the key, and base64')
  if (placeOf(args, at + 3) !== null) throw new Refusal('ERR', 'SIG is given twice')
  const keyId = idOf(args[at + 1], "SIG's keyid")
  const seal = textOf(args[at + 2])
  if (seal === '' || seal.length > MOST || !BASE64.test(seal)) {
    throw new Refusal('ERR', `SIG's second value must be base64 of 1 to ${MOST} characters, with its padding`)
  }
  return { signature: { keyId, seal }, others: [...args.slice(0, at), ...args.slice(at + 3)] }
}

function placeOf(args: readonly Buffer[], from: number): number | null {
  for (let at = from; at < args.length; at += 2) if (textOf(args[at]).toUpperCase() === 'SIG') return at
  return null
}
