/** The answers that several commands of this room give. */
import type { Client } from './client.ts'
import type { Answer } from './encoder.ts'

export const OK: Answer = Object.freeze({ kind: 'simple', text: 'OK' })

export function refuse(text: string): Answer {
  return { kind: 'error', code: 'ERR', text }
}

export function wrongArity(name: string): Answer {
  return refuse(`wrong number of arguments for '${name.toLowerCase()}' command`)
}

/** What a worker's key may not do with a command that it may ask for. */
export function notForWorkers({ keyName }: Client, what: string): Answer {
  return { kind: 'error', code: 'NOPERM', text: `key '${keyName}' is a worker's: it may not ${what}` }
}
