/** The answers that several commands of this room give. */
import type { Answer } from './encoder.ts'

export const OK: Answer = Object.freeze({ kind: 'simple', text: 'OK' })

export function refuse(text: string): Answer {
  return { kind: 'error', code: 'ERR', text }
}

export function wrongArity(name: string): Answer {
  return refuse(`wrong number of arguments for '${name.toLowerCase()}' command`)
}
