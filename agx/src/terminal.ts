/**
 * The three streams of the process as the verbs use them: bytes and JSON to stdout, words to stderr.
 * Guarantees that a reader who leaves early (`| head -1`) is noticed instead of being an exception, and that
 * writing waits for slow readers.
 */
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
  /** Writes a line for people to stderr. */
  say(line: string): void
  /** Writes bytes to stderr as they are. */
  writeError(data: Uint8Array): Promise<void>
}

/** The process's own streams. */
export function openTerminal(config: Config): Terminal {
  const gone = new AbortController()
  // Both streams may be closed by their readers at any time; that is no fault of ours.
  process.stdout.on('error', () => gone.abort())
  process.stderr.on('error', () => {})
  return {
    stdoutIsTty: process.stdout.isTTY === true,
    stderrIsTty: process.stderr.isTTY === true,
    width: process.stderr.columns ?? process.stdout.columns ?? 100,
    outPalette: paletteFor(process.stdout.isTTY === true && !config.noColor),
    errPalette: paletteFor(process.stderr.isTTY === true && !config.noColor),
    readerGone: gone.signal,
    write: (data) => writeTo(process.stdout, data, gone.signal),
    say: (line) => void process.stderr.write(`${line}\n`),
    writeError: (data) => writeTo(process.stderr, data, undefined),
  }
}

async function writeTo(
  stream: NodeJS.WriteStream,
  data: string | Uint8Array,
  gone: AbortSignal | undefined,
): Promise<void> {
  if (data.length === 0 || gone?.aborted) return
  const flushed = Promise.withResolvers<void>()
  stream.write(data, () => flushed.resolve())
  await flushed.promise
}
