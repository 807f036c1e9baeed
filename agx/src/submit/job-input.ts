/**
 * The Job's input: a named file, or stdin where something is piped there: a FIFO, a file or a socket; never a terminal and never
 * /dev/null. Up to 8 MiB travel with the Job, more goes ahead as a blob, so memory stays bounded for any length.
 */
import { createReadStream, fstatSync } from 'node:fs'
import type { AgqClient, JobInput } from '../client/agq-client.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { fileTrouble } from './read-document.ts'

const inlineBytes = 8 * 1024 * 1024
const noticeAfterMs = 2_000

/** Whether stdin is something with bytes for the Job. */
export function stdinIsPiped(): boolean {
  try {
    const kind = fstatSync(0)
    return kind.isFIFO() || kind.isFile() || kind.isSocket()
  } catch {
    // A closed stdin is no input.
    return false
  }
}

/**
 * The Job's input: the named file (`--input FILE`), else what is piped into stdin unless `option` is false or stdin
 * serves something else. `undefined` where there is no input, or not one byte of it.
 */
export async function readJobInput(
  client: AgqClient,
  terminal: Terminal,
  option: boolean | string | undefined,
  stdinIsFree: boolean,
): Promise<JobInput | undefined> {
  if (typeof option === 'string' && option !== '-') return readInputFile(client, option)
  if (option === false || !stdinIsFree || !stdinIsPiped()) return undefined
  const notice = setTimeout(() => {
    terminal.say(
      "agx: reading the Job's input from stdin, which is open and silent. End it (Ctrl-D), or say --no-input.",
    )
  }, noticeAfterMs)
  try {
    return await collect(client, process.stdin, () => clearTimeout(notice))
  } finally {
    clearTimeout(notice)
  }
}

async function readInputFile(client: AgqClient, path: string): Promise<JobInput | undefined> {
  try {
    return await collect(client, createReadStream(path), () => {})
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new UsageError(`cannot read the input ${path}: ${fileTrouble(error)}. Name a file with --input.`)
    throw error
  }
}

async function collect(
  client: AgqClient,
  source: AsyncIterable<Uint8Array>,
  onFirst: () => void,
): Promise<JobInput | undefined> {
  const pieces = source[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let heldBytes = 0
  for (;;) {
    const next = await pieces.next()
    onFirst()
    if (next.done) return heldBytes === 0 ? undefined : { bytes: Buffer.concat(held) }
    held.push(next.value)
    heldBytes += next.value.length
    if (heldBytes > inlineBytes) {
      const { sha256 } = await client.putBlob(resume(held, pieces))
      return { ref: sha256 }
    }
  }
}

async function* resume(held: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Given away one by one, so that what was sent can be forgotten.
  for (let piece = held.shift(); piece !== undefined; piece = held.shift()) yield piece
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}
