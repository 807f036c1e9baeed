/**
 * Who hears which channel. A message is encoded once per protocol, whatever the number of its hearers.
 * Delivery is at most once and never waits: a hearer that does not keep up is cut off by its connection.
 */

import { compileGlob } from '../glob.ts'
import type { Client } from './client.ts'
import type { PubSub, Reply } from './contract.ts'
import { encode, type Protocol, type Sink } from './encoder.ts'

/** A connection as the hub sees it: `push` takes a whole message as a byte string. */
export interface Hearer {
  readonly client: Client
  push(bytes: string): void
}

interface Pattern {
  readonly matches: (channel: string) => boolean
  readonly hearers: Set<Hearer>
}

export class Hub implements PubSub {
  readonly #channels = new Map<string, Set<Hearer>>()
  readonly #patterns = new Map<string, Pattern>()

  publish(channel: string, message: string): void {
    const direct = this.#channels.get(channel)
    if (direct !== undefined) deliver(direct, ['message', channel, message])
    for (const [name, pattern] of this.#patterns) {
      if (pattern.matches(channel)) deliver(pattern.hearers, ['pmessage', name, channel, message])
    }
  }

  hasSubscribers(channel: string): boolean {
    if (this.#channels.has(channel)) return true
    for (const pattern of this.#patterns.values()) if (pattern.matches(channel)) return true
    return false
  }

  subscribe(hearer: Hearer, channel: string): void {
    const hearers = this.#channels.get(channel)
    if (hearers === undefined) this.#channels.set(channel, new Set([hearer]))
    else hearers.add(hearer)
    hearer.client.channels.add(channel)
  }

  unsubscribe(hearer: Hearer, channel: string): void {
    const hearers = this.#channels.get(channel)
    hearers?.delete(hearer)
    if (hearers?.size === 0) this.#channels.delete(channel)
    hearer.client.channels.delete(channel)
  }

  subscribePattern(hearer: Hearer, name: string): void {
    const pattern = this.#patterns.get(name)
    if (pattern === undefined) {
      this.#patterns.set(name, { matches: compileGlob(name), hearers: new Set([hearer]) })
    } else {
      pattern.hearers.add(hearer)
    }
    hearer.client.patterns.add(name)
  }

  unsubscribePattern(hearer: Hearer, name: string): void {
    const pattern = this.#patterns.get(name)
    pattern?.hearers.delete(hearer)
    if (pattern?.hearers.size === 0) this.#patterns.delete(name)
    hearer.client.patterns.delete(name)
  }

  forget(hearer: Hearer): void {
    for (const channel of [...hearer.client.channels]) this.unsubscribe(hearer, channel)
    for (const pattern of [...hearer.client.patterns]) this.unsubscribePattern(hearer, pattern)
  }
}

function deliver(hearers: Iterable<Hearer>, parts: readonly string[]): void {
  const encoded: { [protocol in Protocol]?: string } = {}
  const items: Reply[] = parts.map((value) => ({ kind: 'bulk', value }))
  for (const hearer of hearers) {
    const { protocol } = hearer.client
    encoded[protocol] ??= encodeWhole(items, protocol)
    hearer.push(encoded[protocol])
  }
}

function encodeWhole(items: readonly Reply[], protocol: Protocol): string {
  let whole = ''
  const sink: Sink = {
    text: (bytes) => {
      whole += bytes
    },
    bytes: (bytes) => {
      whole += Buffer.from(bytes).toString('latin1')
    },
  }
  encode({ kind: 'push', items }, protocol, sink)
  return whole
}
