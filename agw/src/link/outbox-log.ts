/**
 * The outbox on disk: one append-only file of JSON lines, `put` of an outcome and `done` of it. All outcomes of one
 * turn of the loop share one write and one fdatasync, which beats a file (two syncs) per outcome by far; what was
 * synced survives a power cut, and a torn last line is nobody's promise. Few are alive at any time (a slot each), so
 * the file is rewritten when it has grown. After one failed write or sync nothing is trusted any more: `broken`.
 */
import {
  closeSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobFile } from '../run/grant.ts'

/** How long an outcome waits for company at most. */
const companyMs = 10

export type Verb = 'JOB.COMPLETE' | 'JOB.FAIL' | 'JOB.RELEASE'

/** One outcome on its way to AGQ. */
export interface OutboxEntry {
  readonly seq: number
  readonly verb: Verb
  readonly jobId: string
  readonly token: number
  /** The report as JSON text; null with a release. */
  readonly report: string | null
  readonly blobs: readonly BlobFile[]
}

const rewriteBytes = 8 * 1024 * 1024
const clearBytes = 256 * 1024

export class OutboxLog {
  readonly #path: string
  readonly #live = new Map<number, OutboxEntry>()
  readonly #onBroken: (error: unknown) => void
  readonly #company: () => number
  #file: number
  #size: number
  #nextSeq = 1
  #lines: string[] = []
  #waiting: (() => void)[] = []
  #scheduled: 'no' | 'soon' | 'for company' = 'no'
  #companyTimer: NodeJS.Timeout | undefined
  #syncing = false
  #broken = false

  /**
   * Opens the file and reads what a predecessor left in it. `company`: so many outcomes together are worth waiting a
   * moment for: one sync here, one transaction at AGQ for all of them.
   */
  constructor(path: string, onBroken: (error: unknown) => void, company: () => number = () => 1) {
    this.#path = path
    this.#company = company
    this.#onBroken = onBroken
    this.#file = openSync(path, 'a+', 0o600)
    const text = readFileSync(path, 'utf8')
    this.#size = Buffer.byteLength(text)
    for (const line of text.split('\n')) this.#replay(line)
    // So that the first new line does not continue a torn one.
    if (text !== '' && !text.endsWith('\n')) this.#lines.push('\n')
  }

  /** What is not done, oldest first. */
  get entries(): readonly OutboxEntry[] {
    return [...this.#live.values()]
  }

  /** The spool files that go with what is not done. */
  get files(): ReadonlySet<string> {
    return new Set(this.entries.flatMap(({ blobs }) => blobs.map(({ file }) => file)))
  }

  get isEmpty(): boolean {
    return this.#live.size === 0
  }

  isLive(entry: OutboxEntry): boolean {
    return this.#live.has(entry.seq)
  }

  /** Resolves when the outcome is on disk (or when the disk failed and `onBroken` was told: it is still in memory). */
  async put(content: Omit<OutboxEntry, 'seq'>): Promise<OutboxEntry> {
    const entry: OutboxEntry = { seq: this.#nextSeq++, ...content }
    this.#live.set(entry.seq, entry)
    const durable = Promise.withResolvers<void>()
    this.#lines.push(lineOf(entry))
    this.#waiting.push(durable.resolve)
    this.#schedule()
    await durable.promise
    return entry
  }

  /** Forgets it. Not synced: sending an outcome twice does no harm, AGQ knows it by its token. */
  done(entry: OutboxEntry): void {
    if (!this.#live.delete(entry.seq)) return
    this.#lines.push(`{"done":${entry.seq}}\n`)
    this.#schedule()
  }

  /** Another report for the same outcome, after AGQ refused the first. In memory only; a successor tries the first again. */
  replace(entry: OutboxEntry, verb: Verb, report: string): OutboxEntry {
    const next: OutboxEntry = { ...entry, verb, report }
    this.#live.set(entry.seq, next)
    return next
  }

  close(): void {
    if (!this.#broken) this.#flush()
    closeSync(this.#file)
    this.#broken = true
  }

  #schedule(): void {
    if (this.#syncing || this.#scheduled === 'soon') return
    const waits = this.#waiting.length < this.#company()
    if (waits && this.#scheduled === 'for company') return
    this.#scheduled = waits ? 'for company' : 'soon'
    clearTimeout(this.#companyTimer)
    if (waits) this.#companyTimer = setTimeout(() => this.#flushNow(), companyMs)
    else setImmediate(() => this.#flushNow())
  }

  #flushNow(): void {
    this.#scheduled = 'no'
    if (!this.#syncing) this.#flush()
  }

  #flush(): void {
    const waiting = this.#waiting
    this.#waiting = []
    try {
      if (!this.#broken) this.#write()
    } catch (error) {
      this.#break(error)
    }
    if (this.#broken || waiting.length === 0) {
      release(waiting)
      return
    }
    this.#syncing = true
    fdatasync(this.#file, (error) => {
      this.#syncing = false
      if (error !== null) this.#break(error)
      release(waiting)
      if (this.#lines.length > 0) this.#schedule()
    })
  }

  #write(): void {
    const bytes = Buffer.from(this.#lines.join(''))
    this.#lines = []
    if (this.#live.size === 0 && this.#size + bytes.length > clearBytes) {
      ftruncateSync(this.#file, 0)
      this.#size = 0
      return
    }
    if (this.#size > rewriteBytes) {
      this.#rewrite()
      return
    }
    writeWhole(this.#file, bytes)
    this.#size += bytes.length
  }

  /** Replaces the file by one with only what is alive; whichever of the two a crash leaves is right. */
  #rewrite(): void {
    const bytes = Buffer.from(this.entries.map(lineOf).join(''))
    const fresh = openSync(`${this.#path}.new`, 'w', 0o600)
    writeWhole(fresh, bytes)
    fsyncSync(fresh)
    renameSync(`${this.#path}.new`, this.#path)
    closeSync(this.#file)
    closeSync(fresh)
    this.#file = openSync(this.#path, 'a', 0o600)
    const directory = openSync(dirname(this.#path), 'r')
    fsyncSync(directory)
    closeSync(directory)
    this.#size = bytes.length
  }

  #replay(line: string): void {
    const value = parse(line)
    if (value === null) return
    if (typeof value.done === 'number') {
      this.#live.delete(value.done)
      this.#nextSeq = Math.max(this.#nextSeq, value.done + 1)
      return
    }
    if (typeof value.seq !== 'number') return
    const { report, ...rest } = value as { readonly report: unknown } & Omit<OutboxEntry, 'report'>
    this.#live.set(rest.seq, { ...rest, report: report === null ? null : JSON.stringify(report) })
    this.#nextSeq = Math.max(this.#nextSeq, rest.seq + 1)
  }

  #break(error: unknown): void {
    if (this.#broken) return
    this.#broken = true
    this.#onBroken(error)
  }
}

/** Syncs spool files and their folder, so that the outbox never promises bytes that a power cut took. */
export async function keepFiles(spool: string, blobs: readonly BlobFile[]): Promise<void> {
  for (const name of [...blobs.map(({ file }) => file), '.']) {
    const file = await open(join(spool, name), 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

function lineOf(entry: OutboxEntry): string {
  const { report, ...rest } = entry
  // The report is JSON already: it stands in the line as it is.
  return `${JSON.stringify(rest).slice(0, -1)},"report":${report ?? 'null'}}\n`
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

function release(waiting: readonly (() => void)[]): void {
  for (const resolve of waiting) resolve()
}
