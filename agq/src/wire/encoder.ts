/**
 * Replies → bytes of RESP2 or RESP3. Text is gathered as a byte string (every character is one byte), so that a
 * thousand small replies become one string and one write; a large bulk is passed on as it is, without a copy.
 * Errors and simple strings never contain CR or LF: they would end the reply early and forge the next one.
 */

import type { ErrorCode } from '@agenix/specs'
import type { Reply } from './contract.ts'

export type Protocol = 2 | 3

/** What only this room answers: messages of pub/sub, several replies to one request, and an error of HELLO. */
export type Answer =
  | Reply
  | { readonly kind: 'error'; readonly code: ErrorCode | 'NOPROTO'; readonly text: string }
  | { readonly kind: 'push'; readonly items: readonly Reply[] }
  | { readonly kind: 'sequence'; readonly items: readonly Answer[] }

/** Where encoded bytes go. */
export interface Sink {
  /** Takes a byte string: characters up to U+00FF only. */
  text(bytes: string): void
  bytes(bytes: Uint8Array): void
}

/** Bulks from this size are handed to the socket as they are; below, one copy is cheaper than one more piece. */
const PIECE_BYTES = 4_096

export function encode(answer: Answer, protocol: Protocol, sink: Sink): void {
  switch (answer.kind) {
    case 'simple':
      sink.text(`+${oneLine(answer.text)}\r\n`)
      return
    case 'error':
      sink.text(`-${answer.code} ${oneLine(answer.text)}\r\n`)
      return
    case 'int':
      sink.text(`:${answer.value}\r\n`)
      return
    case 'bulk':
      if (typeof answer.value === 'string') sink.text(bulkText(answer.value))
      else encodeBytes(answer.value, sink)
      return
    case 'nil':
      sink.text(protocol === 3 ? '_\r\n' : '$-1\r\n')
      return
    case 'nil-array':
      sink.text(protocol === 3 ? '_\r\n' : '*-1\r\n')
      return
    case 'array':
      sink.text(`*${answer.items.length}\r\n`)
      for (const item of answer.items) encode(item, protocol, sink)
      return
    case 'map':
      sink.text(protocol === 3 ? `%${answer.entries.length}\r\n` : `*${2 * answer.entries.length}\r\n`)
      for (const [key, value] of answer.entries) {
        sink.text(bulkText(key))
        encode(value, protocol, sink)
      }
      return
    case 'push':
      sink.text(`${protocol === 3 ? '>' : '*'}${answer.items.length}\r\n`)
      for (const item of answer.items) encode(item, protocol, sink)
      return
    case 'sequence':
      for (const item of answer.items) encode(item, protocol, sink)
      return
  }
}

/** About how many bytes an answer keeps in memory. */
export function sizeOf(answer: Answer): number {
  switch (answer.kind) {
    case 'bulk':
      return answer.value.length
    case 'simple':
    case 'error':
      return answer.text.length
    case 'array':
    case 'push':
    case 'sequence': {
      let bytes = 0
      for (const item of answer.items) bytes += sizeOf(item)
      return bytes
    }
    case 'map': {
      let bytes = 0
      for (const [key, value] of answer.entries) bytes += key.length + sizeOf(value)
      return bytes
    }
    case 'int':
    case 'nil':
    case 'nil-array':
      return 0
  }
}

function encodeBytes(value: Uint8Array, sink: Sink): void {
  sink.text(`$${value.byteLength}\r\n`)
  if (value.byteLength >= PIECE_BYTES) {
    sink.bytes(value)
  } else {
    sink.text(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1'))
  }
  sink.text('\r\n')
}

function bulkText(value: string): string {
  const bytes = byteString(value)
  return `$${bytes.length}\r\n${bytes}\r\n`
}

/** The UTF-8 bytes of a text, one character each. */
function byteString(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1')
}

function oneLine(text: string): string {
  return byteString(/[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, ' ') : text)
}
