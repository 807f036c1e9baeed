/**
 * On which connection each worker registered last. A worker id belongs to the process whose connection is open; and of
 * several connections of a process only the newest tells the truth: what arrives on an older one was sent before, and
 * was late. It must not take away what the worker has been granted since.
 */
import type { Caller } from '../wire/index.ts'

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
  }

  registered(workerId: string, instance: string, caller: Caller): void {
    this.#holders.set(workerId, { instance, closed: caller.closed })
  }
}
