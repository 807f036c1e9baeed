/**
 * Backups of a running server. The database file stands still while it is copied (what comes meanwhile goes to the
 * log), and no blob is removed; the server goes on. One at a time.
 */
import { openSync } from 'node:fs'
import { join } from 'node:path'
import type { Blobs } from '../blobs/blobs.ts'
import type { StoreLink } from '../loop/engine-link.ts'
import { type Backup, BackupFailed, checkTarget, writeBackup } from './backup-file.ts'

/** Names of blobs are asked for in pages, between batches. */
const PAGE = 1_000

export class Backups {
  readonly #engine: StoreLink
  readonly #blobs: Blobs
  readonly #dataDir: string
  readonly #version: string
  readonly #closing = new AbortController()
  #underway: Promise<unknown> | null = null
  /** Of the database; kept open, see backup-file.ts. */
  #database: number | null = null

  constructor(engine: StoreLink, blobs: Blobs, dataDir: string, version: string) {
    this.#engine = engine
    this.#blobs = blobs
    this.#dataDir = dataDir
    this.#version = version
  }

  /** Rejects with BackupFailed. */
  async make(file: string): Promise<Backup> {
    if (this.#underway !== null) throw new BackupFailed('another backup is being made: wait for it')
    const made = this.#make(file)
    this.#underway = made.catch(() => undefined)
    try {
      return await made
    } finally {
      this.#underway = null
    }
  }

  async #make(file: string): Promise<Backup> {
    checkTarget(file, this.#dataDir)
    const release = this.#blobs.hold()
    try {
      await this.#blobs.quiet()
      if (!(await this.#engine.snapshot('begin'))) {
        throw new BackupFailed(
          "AGQ's own disk is so full that its data cannot be put in order: free some space",
          true,
        )
      }
      try {
        this.#database ??= openSync(join(this.#dataDir, 'agq.db'), 'r')
        return await writeBackup(file, {
          dataDir: this.#dataDir,
          files: [{ name: 'agq.db', fd: this.#database }],
          blobs: this.#names(),
          version: this.#version,
          signal: this.#closing.signal,
        })
      } finally {
        await this.#engine.snapshot('end')
      }
    } finally {
      release()
    }
  }

  /** Those that came after the copy began may be among them: bytes that nobody names do no harm. */
  async *#names(): AsyncGenerator<string> {
    for (let after = ''; ; ) {
      const page = await this.#engine.blobsAfter(after, PAGE)
      for (const { sha256 } of page) yield sha256
      const last = page.at(-1)
      if (last === undefined || page.length < PAGE) return
      after = last.sha256
    }
  }

  /** Gives up the one that is underway. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#underway
  }
}
