/**
 * The three streams of the process as the verbs use them: bytes and JSON to stdout, words to stderr.
 * Guarantees that a reader who leaves early (`| head -1`) is noticed instead of being an exception, and that
 * writing waits for slow readers.
 */
import { fstatSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { isatty } from 'node:tty'
import type { Config } from './config.ts'
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
  /** Writes to stdout, resolves when there is room for more. */
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
  const state = { dropped: false }
  const stdout = openStdout()
  // Both streams may be closed by their readers at any time; that is no fault of ours.
  stdout.on('error', () => gone.abort())
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
      if (!gone.signal.aborted && !state.dropped) await Promise.race([writeTo(stdout, data), dropped.promise])
    },
    dropOutput: () => {
      state.dropped = true
      dropped.resolve()
    },
    say: (line) => void process.stderr.write(`${line}\n`),
    writeError: (data) => writeTo(process.stderr, data),
  }
}

/**
 * Node writes to a pipe that is stdout without yielding, so a reader that pauses would freeze us, and with us Ctrl-C.
 * A socket over the same descriptor waits as everything else does.
 */
function openStdout(): Writable {
  try {
    const kind = fstatSync(1)
    if (kind.isFIFO() || kind.isSocket()) return new Socket({ fd: 1, readable: false, writable: true })
  } catch {
    // A closed stdout: the stream of the process swallows what is written.
  }
  return process.stdout
}

async function writeTo(stream: Writable, data: string | Uint8Array): Promise<void> {
  if (data.length === 0) return
  const flushed = Promise.withResolvers<void>()
  stream.write(data, () => flushed.resolve())
  await flushed.promise
}
