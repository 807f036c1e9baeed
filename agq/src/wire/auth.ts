/**
 * Who may come in, and as what. Keys are compared by their sha256, in constant time; a wrong key is answered the later
 * the more wrong keys its address has shown, and a right one at once, so that somebody's guessing never locks others
 * out. A key is never logged, stored or repeated in a reply: of named keys not even this process knows more than the
 * hash. One round of sha256 is enough, for they are 32 random bytes and nobody's password.
 */

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Role } from '../roles.ts'

/** Names under which the session key is known. `default` is what Redis clients send when no name was chosen. */
const SESSION_NAME = 'session'
const ANY_NAME = 'default'

/** A named key, as it is kept. */
export interface StoredKey {
  readonly name: string
  readonly role: Role
  /** Of the key's text, hex. */
  readonly sha256: string
  /** Wall clock; null: never. */
  readonly expiresAtMs: number | null
}

/** A key that let somebody in. One object for as long as the key stands, so that who came with it is known by it. */
export class Credential {
  readonly name: string
  readonly role: Role
  readonly hash: Buffer
  readonly #expiresAtMs: number | null
  #revoked = false

  constructor(name: string, role: Role, hash: Buffer, expiresAtMs: number | null) {
    this.name = name
    this.role = role
    this.hash = hash
    this.#expiresAtMs = expiresAtMs
  }

  stands(nowMs: number): boolean {
    return !this.#revoked && (this.#expiresAtMs === null || nowMs < this.#expiresAtMs)
  }

  revoke(): void {
    this.#revoked = true
  }

  isOf(key: StoredKey): boolean {
    const { name, role, hash } = this
    return (
      name === key.name &&
      role === key.role &&
      hash.toString('hex') === key.sha256 &&
      this.#expiresAtMs === key.expiresAtMs
    )
  }
}

export class Keyring {
  readonly #session: Credential
  #named: readonly Credential[] = []

  constructor(sessionKey: string, named: readonly StoredKey[] = []) {
    if (sessionKey === '') throw new Error('The session key is empty: anyone could come in')
    this.#session = new Credential(SESSION_NAME, 'admin', hash(Buffer.from(sessionKey)), null)
    this.replace(named)
  }

  /** From now on these are the named keys. One that is as it was stays the same credential; all others are revoked. */
  replace(named: readonly StoredKey[]): void {
    const before = this.#named
    this.#named = named.map(
      (key) =>
        before.find((credential) => credential.isOf(key)) ??
        new Credential(key.name, key.role, Buffer.from(key.sha256, 'hex'), key.expiresAtMs),
    )
    for (const credential of before) if (!this.#named.includes(credential)) credential.revoke()
  }

  /** Whose key it is; `undefined` where name or key are wrong. Takes as long whichever key it is. */
  verify(name: string | undefined, key: Buffer, nowMs: number): Credential | undefined {
    const shown = hash(key)
    const wanted = name === ANY_NAME ? undefined : name
    let found: Credential | undefined
    for (const credential of [this.#session, ...this.#named]) {
      const matches = timingSafeEqual(shown, credential.hash)
      if (matches && (wanted === undefined || wanted === credential.name) && credential.stands(nowMs))
        found = credential
    }
    return found
  }

  get namedCount(): number {
    return this.#named.length
  }
}

function hash(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest()
}

const FIRST_DELAY_MS = 50
const LAST_DELAY_MS = 2_000
/** An address is forgotten this long after its last wrong key. */
const FORGET_MS = 60_000
/** Nobody waits longer for an answer: a stranger who shows several keys at once is to hear of each. */
const LONGEST_QUEUE_MS = 2_500
/** Addresses remembered: a few hundred KiB. The one that failed longest ago makes room. */
const ADDRESSES = 4_096

export class FailedTries {
  readonly #byAddress = new Map<
    string,
    { readonly count: number; readonly at: number; readonly answeredAt: number }
  >()

  /**
   * Records a wrong key; how long to wait before it is answered: 50 ms · 2ⁿ, up to 2 s, and that after the answer to the
   * one before from the same address, so that many connections at once learn no more than one.
   */
  record(host: string, nowMs: number): { readonly count: number; readonly delayMs: number } {
    const who = countedAddress(host)
    const known = this.#byAddress.get(who)
    const count = known !== undefined && nowMs - known.at < FORGET_MS ? known.count + 1 : 1
    this.#byAddress.delete(who)
    for (const [oldest, { at }] of this.#byAddress) {
      if (this.#byAddress.size < ADDRESSES && nowMs - at < FORGET_MS) break
      this.#byAddress.delete(oldest)
    }
    const ownMs = Math.min(LAST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(count - 1, 10))
    const queuedMs = Math.max(0, (known?.answeredAt ?? nowMs) - nowMs)
    const delayMs = Math.min(LONGEST_QUEUE_MS, queuedMs + ownMs)
    this.#byAddress.set(who, { count, at: nowMs, answeredAt: nowMs + delayMs })
    return { count, delayMs }
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
