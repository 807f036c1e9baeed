/**
 * The three streams of the process as the verbs use them: bytes and JSON to stdout, words to stderr.
 * Guarantees that a reader who leaves early (`| head -1`) is noticed instead of being an exception, and that
 * writing waits for slow readers. A stdout that refuses bytes for any other reason fails every write from then on.
 */
import { fstatSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { isatty } from 'node:tty'
import type { Config } from './config.ts'
import { isReaderGone, type OutputFailure, outputFailureOf } from './output-failure.ts'
import { type Palette, paletteFor } from './render/palette.ts'

/** Where a verb writes. */
export interface Terminal {
  readonly stdoutIsTty: boolean
  readonly stderrIsTty: boolean
  /** Columns of the terminal on stderr, or a plain 100 where there is none. */
  readonly width: number
  /** Colours for text on stdout, and for text on stderr. */
  readonly outPalette: Palette
  readonly errPalette: Palette
  /** Aborted when nobody reads stdout any more. */
  readonly readerGone: AbortSignal
  /** Writes to stdout, resolves when there is room for more. Throws `OutputFailure` when it cannot be written. */
  write(data: string | Uint8Array): Promise<void>
  /** From now on nothing more goes to stdout, and no writer waits for its reader any longer. */
  dropOutput(): void
  /** Writes a line for people to stderr. */
  say(line: string): void
  /** Writes bytes to stderr as they are. */
  writeError(data: Uint8Array): Promise<void>
}

/** The process's own streams. */
export function openTerminal(config: Config): Terminal {
  const gone = new AbortController()
  const dropped = Promise.withResolvers<void>()
  const state: { dropped: boolean; failure?: OutputFailure } = { dropped: false }
  const output = openOutput()
  // What stderr cannot take, nobody can be told.
  process.stderr.on('error', () => {})
  const stdoutIsTty = isatty(1)
  const stderrIsTty = isatty(2)
  return {
    stdoutIsTty,
    stderrIsTty,
    width: process.stderr.columns ?? (stdoutIsTty ? process.stdout.columns : undefined) ?? 100,
    outPalette: paletteFor(stdoutIsTty && !config.noColor),
    errPalette: paletteFor(stderrIsTty && !config.noColor),
    readerGone: gone.signal,
    write: async (data) => {
      if (state.failure !== undefined) throw state.failure
      if (gone.signal.aborted || state.dropped || data.length === 0) return
      try {
        await Promise.race([output(data), dropped.promise])
      } catch (error) {
        if (gone.signal.aborted || isReaderGone(error)) return gone.abort()
        state.failure = outputFailureOf(error)
        throw state.failure
      }
    },
    dropOutput: () => {
      state.dropped = true
      dropped.resolve()
    },
    say: (line) => void process.stderr.write(`${line}\n`),
    // Task output on stderr, like words, is lost where stderr takes nothing.
    writeError: (data) => writeTo(process.stderr, data).catch(() => {}),
  }
}

type Output = (data: string | Uint8Array) => Promise<void>

/**
 * Node writes to a pipe that is stdout without yielding, so a reader that pauses would freeze us, and with us Ctrl-C.
 * A socket over the same descriptor waits as everything else does. To a file Node writes once and forgets what a disk
 * that is almost full did not take; we go on until everything is written or refused.
 */
function openOutput(): Output {
  const kind = fstatSync(1)
  if (!kind.isFIFO() && !kind.isSocket() && !isatty(1)) return async (data) => writeWhole(1, data)
  const stream = isatty(1) ? process.stdout : new Socket({ fd: 1, readable: false, writable: true })
  // The write that failed tells.
  stream.on('error', () => {})
  return (data) => writeTo(stream, data)
}

function writeWhole(descriptor: number, data: string | Uint8Array): void {
  let rest = typeof data === 'string' ? Buffer.from(data) : data
  while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
}

async function writeTo(stream: Writable, data: string | Uint8Array): Promise<void> {
  if (data.length === 0) return
  const flushed = Promise.withResolvers<void>()
  stream.write(data, (error) => (error ? flushed.reject(error) : flushed.resolve()))
  await flushed.promise
}
