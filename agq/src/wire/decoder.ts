/**
 * Bytes from strangers → requests: RESP arrays of bulk strings, and inline commands.
 *
 * It knows frames, a nesting depth of one, counts, lengths, terminators and the bytes it may hold. It never throws,
 * looks at no byte twice (a frame that trickles in costs time linear in its length), and writes to at most twice the
 * memory of what it was sent. It is pulled (`feed`, then `next` until `undefined`), so that who reads decides how much
 * is taken, and limits may change between two requests of one chunk. After an error it stays in error: the stream is
 * lost.
 *
 *     start ──'*'──▶ count ──▶ dollar ──▶ length ──▶ body ──▶ (dollar … | a request, start)
 *       └──any other byte──▶ inline ──'\n'──▶ a request, start
 */

import { splitInline } from './inline.ts'

/** Bounds of one frame. `scope` ends the sentences that name a broken bound. */
export interface FrameLimits {
  readonly bulkBytes: number
  readonly frameBytes: number
  readonly frameArgs: number
  readonly inlineBytes: number
  readonly scope: '' | ' before AUTH'
}

export interface ProtocolError {
  readonly code: 'ERR' | 'TOOBIG'
  readonly text: string
}

/** A request (name and arguments, never empty), the end of this stream, or `undefined`: more bytes are needed. */
export type Decoded = Buffer[] | ProtocolError | undefined

type Step = 'start' | 'count' | 'dollar' | 'length' | 'body' | 'inline'

const CR = 0x0d
const LF = 0x0a
const STAR = 0x2a
const DOLLAR = 0x24
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const TLS_HANDSHAKE = 0x16
/** Digits of a count or length: more than any bound has, fewer than a double holds exactly. */
const NUMBER_DIGITS = 10
/** First size of a partial buffer: most requests fit whole, and Node takes so little from its pool. */
const FIRST_PART_BYTES = 2_048
/** A partial buffer of this size grows to all it can need at once: to copy megabytes would hold everybody up. */
const LAST_DOUBLED_BYTES = 1_048_576
const EMPTY = Buffer.alloc(0)

export class Decoder {
  limits: FrameLimits
  #chunk: Buffer = EMPTY
  #at = 0
  readonly #waiting: Buffer[] = []
  #step: Step = 'start'
  #error: ProtocolError | undefined
  /** The number being read: value, digits seen, sign, and whether its CR was seen. */
  #number = 0
  #digits = 0
  #negative = false
  #carriageReturn = false
  /** The frame being read. */
  #args: Buffer[] = []
  #missingArgs = 0
  #frameBytes = 0
  #bulkBytes = 0
  /** A bulk or inline line of which one chunk held only a part. */
  #partial: Buffer = EMPTY
  #partialBytes = 0

  constructor(limits: FrameLimits) {
    this.limits = limits
  }

  /** Bytes of the arguments of the request last taken, or of its line: what it keeps in memory while it is answered. */
  get requestBytes(): number {
    return this.#frameBytes
  }

  /** Bytes kept at this moment: chunks not yet read, and what there is of an unfinished request. */
  get heldBytes(): number {
    let bytes = this.#chunk.length - this.#at + this.#partial.length
    for (const chunk of this.#waiting) bytes += chunk.length
    for (const arg of this.#args) bytes += arg.length
    return bytes
  }

  /** Hands over a chunk; it must not change afterwards, for arguments are views of it. */
  feed(chunk: Buffer): void {
    if (chunk.length === 0 || this.#error !== undefined) return
    if (this.#at < this.#chunk.length) {
      this.#waiting.push(chunk)
    } else {
      this.#chunk = chunk
      this.#at = 0
    }
  }

  next(): Decoded {
    while (this.#error === undefined) {
      if (this.#at >= this.#chunk.length && !this.#advanceChunk()) return undefined
      switch (this.#step) {
        case 'start':
          this.#readStart()
          break
        case 'count':
          if (this.#readNumber()) this.#beginFrame()
          break
        case 'dollar':
          this.#readDollar()
          break
        case 'length':
          if (this.#readNumber()) this.#beginBulk()
          break
        case 'body':
          if (this.#readBody() && this.#missingArgs === 0) return this.#takeRequest()
          break
        case 'inline': {
          const words = this.#readInline()
          if (words !== undefined && words.length > 0) return words
          break
        }
      }
    }
    return this.#error
  }

  #advanceChunk(): boolean {
    this.#chunk = this.#waiting.shift() ?? EMPTY
    this.#at = 0
    return this.#chunk.length > 0
  }

  #readStart(): void {
    const byte = this.#chunk[this.#at]
    if (byte === STAR) {
      this.#at++
      this.#beginNumber('count')
    } else if (byte === TLS_HANDSHAKE) {
      this.#fail('TLS spoken to the plain RESP port; connect without TLS, or to the port that has it')
    } else {
      this.#step = 'inline'
    }
  }

  #beginNumber(step: 'count' | 'length'): void {
    this.#step = step
    this.#number = 0
    this.#digits = 0
    this.#negative = false
    this.#carriageReturn = false
  }

  /** Reads `(0|-?[1-9]\d*)\r\n`; true when it is complete. */
  #readNumber(): boolean {
    const chunk = this.#chunk
    while (this.#at < chunk.length) {
      const byte = chunk[this.#at++] ?? 0
      if (this.#carriageReturn) {
        if (byte === LF) return true
        return this.#failNumber()
      }
      if (byte >= ZERO && byte <= NINE) {
        const afterZero = this.#digits === 1 && this.#number === 0
        const minusZero = this.#negative && this.#digits === 0 && byte === ZERO
        if (afterZero || minusZero || ++this.#digits > NUMBER_DIGITS) return this.#failNumber()
        this.#number = this.#number * 10 + byte - ZERO
      } else if (byte === CR && this.#digits > 0) {
        this.#carriageReturn = true
      } else if (byte === MINUS && this.#digits === 0 && !this.#negative) {
        this.#negative = true
      } else {
        return this.#failNumber()
      }
    }
    return false
  }

  #failNumber(): false {
    this.#fail(this.#step === 'count' ? 'invalid multibulk length' : 'invalid bulk length')
    return false
  }

  #beginFrame(): void {
    if (this.#negative || this.#number === 0) {
      this.#step = 'start'
      return
    }
    const { frameArgs, scope } = this.limits
    if (this.#number > frameArgs) {
      this.#fail(`${this.#number} arguments are over the limit of ${frameArgs}${scope}`)
      return
    }
    this.#missingArgs = this.#number
    this.#frameBytes = 0
    this.#step = 'dollar'
  }

  #readDollar(): void {
    const byte = this.#chunk[this.#at++] ?? 0
    if (byte === DOLLAR) this.#beginNumber('length')
    else this.#fail(`expected '$', got ${printable(byte)}`)
  }

  #beginBulk(): void {
    const { bulkBytes, frameBytes, scope } = this.limits
    if (this.#negative) {
      this.#fail('invalid bulk length')
      return
    }
    this.#bulkBytes = this.#number
    this.#frameBytes += this.#number
    if (this.#bulkBytes > bulkBytes) {
      this.#failSize(`a bulk of ${this.#bulkBytes} bytes is over the limit of ${bulkBytes}${scope}`)
    } else if (this.#frameBytes > frameBytes) {
      this.#failSize(
        `a command of ${this.#frameBytes} bytes or more is over the limit of ${frameBytes}${scope}`,
      )
    } else {
      this.#step = 'body'
    }
  }

  /** Reads a bulk and its CRLF; true when it is complete. */
  #readBody(): boolean {
    const size = this.#bulkBytes + 2
    let source = this.#chunk
    let start = this.#at
    if (this.#partialBytes === 0 && source.length - start >= size) {
      this.#at += size
    } else {
      const part = Math.min(size - this.#partialBytes, source.length - start)
      this.#keepPart(part, size)
      if (this.#partialBytes < size) return false
      source = this.#takePart()
      start = 0
    }
    const end = start + this.#bulkBytes
    if (source[end] !== CR || source[end + 1] !== LF) {
      this.#fail('a bulk must end with CR LF')
      return false
    }
    this.#args.push(source.subarray(start, end))
    this.#missingArgs--
    this.#step = 'dollar'
    return true
  }

  #takeRequest(): Buffer[] {
    const args = this.#args
    this.#args = []
    this.#step = 'start'
    return args
  }

  /** Reads a line; its words when it is complete. */
  #readInline(): Buffer[] | undefined {
    const { frameArgs, inlineBytes, scope } = this.limits
    const newline = this.#chunk.indexOf(LF, this.#at)
    const end = newline === -1 ? this.#chunk.length : newline
    if (this.#partialBytes + end - this.#at > inlineBytes) {
      this.#failSize(`an inline command is over the limit of ${inlineBytes} bytes${scope}`)
      return undefined
    }
    let line = this.#chunk.subarray(this.#at, end)
    if (newline === -1 || this.#partialBytes > 0) this.#keepPart(end - this.#at, inlineBytes)
    if (newline === -1) return undefined
    if (this.#partialBytes > 0) line = this.#takePart()
    this.#at = newline + 1
    this.#step = 'start'
    this.#frameBytes = line.length
    const words = splitInline(line, frameArgs)
    if (words === undefined) {
      this.#fail('unbalanced quotes in request')
    } else if (words.length > frameArgs) {
      this.#fail(`${words.length} arguments are over the limit of ${frameArgs}${scope}`)
    } else if (speaksHttp(words)) {
      this.#fail('HTTP spoken to the RESP port; AGQ answers HTTP at the address of its --http option')
    } else {
      return words
    }
    return undefined
  }

  /**
   * Moves bytes into the partial buffer, which grows by doubling, then to `most` at once, and never beyond. What the
   * peer has not sent yet is memory that nobody wrote to: the system gives it out page by page as it comes.
   */
  #keepPart(bytes: number, most: number): void {
    const needed = this.#partialBytes + bytes
    if (needed > this.#partial.length) {
      const doubled = Math.max(needed, 2 * this.#partial.length, FIRST_PART_BYTES)
      const size = doubled > LAST_DOUBLED_BYTES ? most : Math.min(most, doubled)
      const grown = Buffer.allocUnsafe(size)
      this.#partial.copy(grown, 0, 0, this.#partialBytes)
      this.#partial = grown
    }
    this.#chunk.copy(this.#partial, this.#partialBytes, this.#at, this.#at + bytes)
    this.#partialBytes = needed
    this.#at += bytes
  }

  #takePart(): Buffer {
    const part = this.#partial.subarray(0, this.#partialBytes)
    this.#partial = EMPTY
    this.#partialBytes = 0
    return part
  }

  #fail(what: string): void {
    this.#end({ code: 'ERR', text: `Protocol error: ${what}` })
  }

  #failSize(what: string): void {
    this.#end({ code: 'TOOBIG', text: `Protocol error: ${what}` })
  }

  #end(error: ProtocolError): void {
    this.#error = error
    this.#chunk = EMPTY
    this.#at = 0
    this.#waiting.length = 0
    this.#args = []
    this.#partial = EMPTY
  }
}

/** Is it the first line of an HTTP request, or a header of one (a browser that was told to talk to this port)? */
function speaksHttp(words: readonly Buffer[]): boolean {
  const first = words[0]?.toString('latin1', 0, 8).toUpperCase()
  if (first === 'POST' || first === 'HOST:') return true
  return words.length > 1 && /^HTTP\/\d/.test(words.at(-1)?.toString('latin1', 0, 8) ?? '')
}

function printable(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? `'${String.fromCharCode(byte)}'` : `byte ${byte}`
}
