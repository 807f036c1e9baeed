/**
 * Who may come in. Keys are compared by their sha256, in constant time; a wrong key is answered the later the more
 * wrong keys its address has shown, and a right one at once, so that somebody's guessing never locks others out.
 * A key is never logged, stored or repeated in a reply.
 */

import { createHash, timingSafeEqual } from 'node:crypto'

/** Names under which the session key is known: its own, and the one Redis clients send when none was chosen. */
const SESSION_NAMES: ReadonlySet<string> = new Set(['session', 'default'])

export class Keyring {
  readonly #sessionKeyHash: Buffer

  constructor(sessionKey: string) {
    if (sessionKey === '') throw new Error('The session key is empty: anyone could come in')
    this.#sessionKeyHash = hash(Buffer.from(sessionKey))
  }

  /** The name of the key, `undefined` where name or key are wrong. */
  verify(name: string | undefined, key: Buffer): string | undefined {
    const matches = timingSafeEqual(hash(key), this.#sessionKeyHash)
    return matches && (name === undefined || SESSION_NAMES.has(name)) ? 'session' : undefined
  }
}

function hash(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest()
}

const FIRST_DELAY_MS = 50
const LAST_DELAY_MS = 2_000
/** An address is forgotten this long after its last wrong key. */
const FORGET_MS = 60_000
/** Addresses remembered: a few hundred KiB. The one that failed longest ago makes room. */
const ADDRESSES = 4_096

export class FailedTries {
  readonly #byAddress = new Map<string, { readonly count: number; readonly at: number }>()

  /** Records a wrong key; how long to wait before it is answered: 50 ms · 2ⁿ, up to 2 s. */
  record(host: string, nowMs: number): { readonly count: number; readonly delayMs: number } {
    const who = countedAddress(host)
    const known = this.#byAddress.get(who)
    const count = known !== undefined && nowMs - known.at < FORGET_MS ? known.count + 1 : 1
    this.#byAddress.delete(who)
    for (const [oldest, { at }] of this.#byAddress) {
      if (this.#byAddress.size < ADDRESSES && nowMs - at < FORGET_MS) break
      this.#byAddress.delete(oldest)
    }
    this.#byAddress.set(who, { count, at: nowMs })
    return { count, delayMs: Math.min(LAST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(count - 1, 10)) }
  }

  get size(): number {
    return this.#byAddress.size
  }
}

/** The IPv4 address in a mapped one; of an IPv6 address the /64, for whoever has one address there has them all. */
function countedAddress(host: string): string {
  const address = host.replace(/^::ffff:(?=\d+\.)/, '')
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  return [...groups, ...Array<string>(missing).fill('0')].slice(0, 4).join(':')
}
