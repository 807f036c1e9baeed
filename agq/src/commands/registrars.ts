/**
 * On which connection each worker registered last. A worker id belongs to the process whose connection is open; and of
 * several connections of a process only the newest tells the truth: what arrives on an older one was sent before, and
 * was late. It must not take away what the worker has been granted since.
 */
import type { Speaking } from '../engine/commands.ts'
import type { Caller, Credential } from '../wire/index.ts'
import { Refusal } from './arguments.ts'

/**
 * A key of role `worker` speaks for the workers that it registered, and an id that it registered is its own as long as the
 * key stands: another worker's key cannot take it, even while the worker is away. In memory only: after a restart of AGQ
 * the first key to register an id has it. Admins, the session key among them, speak for every worker and own none.
 */
interface Registrar {
  readonly instance: string
  readonly closed: AbortSignal
}

export class Registrars {
  readonly #holders = new Map<string, Registrar>()
  /** The newest connection that asked to be this worker, whatever it was answered. */
  readonly #newest = new Map<string, number>()
  /** As which workers each connection has asked to register. */
  readonly #asked = new WeakMap<Caller, Set<string>>()

  /** The worker's key that registered each worker. */
  readonly #owners = new Map<string, Credential>()

  /** Refuses a worker's key that would register what is another one's. */
  checkClaim(workerId: string, { credential }: Caller, nowMs: number): void {
    const owner = this.#owners.get(workerId)
    if (credential?.role !== 'worker' || owner === undefined || owner === credential || !owner.stands(nowMs))
      return
    throw new Refusal(
      'NOPERM',
      `worker ${workerId} belongs to key '${owner.name}', and this is key '${credential.name}': choose another --worker-id, or revoke that key`,
    )
  }

  /** Refuses a worker's key that speaks for a worker which it has not registered. */
  checkSpeaker(workerId: string, { credential }: Caller): void {
    if (credential?.role !== 'worker' || this.#owners.get(workerId) === credential) return
    throw new Refusal(
      'NOPERM',
      `key '${credential.name}' is a worker's and has not registered ${workerId}: it speaks for its own workers alone`,
    )
  }

  /** For whom this caller speaks, as commands carry it: nothing for an admin, who speaks for all. */
  speaking(caller: Caller): Speaking {
    const { credential } = caller
    if (credential?.role !== 'worker') return {}
    // Most connections are one worker's, so that a key of a whole fleet costs no more than that of one host.
    const asked = [...(this.#asked.get(caller) ?? [])].filter((id) => this.#owners.get(id) === credential)
    if (asked.length > 0) return { speakers: asked }
    return { speakers: [...this.#owners].filter(([, owner]) => owner === credential).map(([id]) => id) }
  }

  /** The present holder's connection is open, and it is another one than this. */
  holderIsThere(workerId: string, caller: Caller): boolean {
    const holder = this.#holders.get(workerId)
    // On the connection of the holder itself it is the same process, whatever it calls itself.
    return holder !== undefined && !holder.closed.aborted && holder.closed !== caller.closed
  }

  /** Notes that this connection asks to be the worker; false: a newer one has asked before. */
  enter(workerId: string, caller: Caller): boolean {
    const asked = this.#asked.get(caller) ?? new Set()
    this.#asked.set(caller, asked.add(workerId))
    if (caller.id < (this.#newest.get(workerId) ?? 0)) return false
    this.#newest.set(workerId, caller.id)
    return true
  }

  /** This connection was the worker's, and a newer one is now. */
  isLeft(workerId: string, caller: Caller): boolean {
    return this.#asked.get(caller)?.has(workerId) === true && caller.id < (this.#newest.get(workerId) ?? 0)
  }

  /** The worker has been gone for long, and so has its connection. */
  forget(workerId: string): void {
    if (this.#holders.get(workerId)?.closed.aborted === false) return
    this.#holders.delete(workerId)
    this.#newest.delete(workerId)
    this.#owners.delete(workerId)
  }

  registered(workerId: string, instance: string, caller: Caller): void {
    this.#holders.set(workerId, { instance, closed: caller.closed })
    if (caller.credential?.role === 'worker') this.#owners.set(workerId, caller.credential)
    else this.#owners.delete(workerId)
  }
}
