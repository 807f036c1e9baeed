/**
 * What this worker began of each signed statement, so that none of them runs again as something new: it survives kill -9 and
 * power cuts, because a run is on disk before its first task. An entry goes when its signature has expired; which hour that
 * was is remembered, so that a clock that is set back brings nothing to life again. It knows this state directory alone: other
 * workers have ledgers of their own.
 */
import { DatabaseSync } from 'node:sqlite'

/** One run that is asked for. */
export interface Run {
  /** Of the signed statement (specs/signature). */
  readonly id: string
  readonly jobId: string
  readonly token: number
  readonly notAfterMs: number
  /** As the signed envelope says. */
  readonly maxAttempts: number
}

export type RunEnd = 'completed' | 'failed' | 'released' | 'unwanted'

interface Entry {
  readonly token: number
  readonly running: number
  readonly failures: number
  readonly lost: number
  readonly completed: number
}

/** As AGQ: a Job under which so many workers died is given to nobody. */
const mostLost = 3
/** Two million take 300 MB of disk. Beyond, those that expire first are forgotten, and refused as expired. */
const mostEntries = 2_000_000
const pruneEvery = 1_024

const schema = `
  CREATE TABLE IF NOT EXISTS signed_job (
    id TEXT PRIMARY KEY, job_id TEXT NOT NULL, not_after INTEGER NOT NULL, token INTEGER NOT NULL,
    running INTEGER NOT NULL, failures INTEGER NOT NULL, lost INTEGER NOT NULL, completed INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS signed_job_by_end ON signed_job (not_after);
  CREATE INDEX IF NOT EXISTS signed_job_by_job ON signed_job (job_id, token);
  CREATE TABLE IF NOT EXISTS horizon (one INTEGER PRIMARY KEY CHECK (one = 1), not_after INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO horizon VALUES (1, -1);`

export class SignatureLedger {
  readonly #db: DatabaseSync
  readonly #find
  readonly #insert
  readonly #again
  readonly #end
  readonly #most: number
  #horizon: number
  #sincePruned = 0

  /** Opens it, or makes it. Throws where the disk refuses. */
  constructor(path: string, nowMs: number, most = mostEntries) {
    this.#most = most
    this.#db = new DatabaseSync(path)
    this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${schema}`)
    this.#find = this.#db.prepare(
      'SELECT token, running, failures, lost, completed FROM signed_job WHERE id = ?',
    )
    this.#insert = this.#db.prepare('INSERT INTO signed_job VALUES (?, ?, ?, ?, 1, 0, 0, 0)')
    this.#again = this.#db.prepare('UPDATE signed_job SET token = ?, lost = ?, running = 1 WHERE id = ?')
    this.#end = this.#db.prepare(
      `UPDATE signed_job SET running = 0, failures = failures + ?, lost = lost + ?, completed = max(completed, ?)
       WHERE job_id = ? AND token = ? AND running = 1`,
    )
    this.#horizon = this.#readHorizon()
    this.#prune(nowMs)
  }

  /**
   * Notes these runs, and answers for each null, or why it must not be. Synced when it returns: a grant that is neither
   * running nor answered would look lost to AGQ, so nobody waits here for a disk beside the loop.
   */
  admit(runs: readonly Run[], nowMs: number): readonly (string | null)[] {
    if (runs.length === 0) return []
    this.#db.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
    try {
      const answers = runs.map((run) => this.#admitOne(run))
      this.#sincePruned += runs.length
      if (this.#sincePruned >= pruneEvery) this.#prune(nowMs)
      this.#db.exec('COMMIT')
      return answers
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    } finally {
      this.#db.exec('PRAGMA synchronous = NORMAL')
    }
  }

  /**
   * How a run ended, once AGQ has accepted that or does not want it. Not synced: what a power cut takes is a run that looks as
   * if it had been lost.
   */
  ended(jobId: string, token: number, end: RunEnd): void {
    const is = (kind: RunEnd): number => (end === kind ? 1 : 0)
    this.#end.run(is('failed'), is('unwanted'), is('completed'), jobId, token)
  }

  close(): void {
    this.#db.close()
  }

  #admitOne({ id, jobId, token, notAfterMs, maxAttempts }: Run): string | null {
    if (notAfterMs <= this.#horizon) {
      return 'it expired by a clock that this worker has seen, and what it ran until then is forgotten'
    }
    const entry = this.#find.get(id) as Entry | undefined
    if (entry === undefined) {
      this.#insert.run(id, jobId, notAfterMs, token)
      return null
    }
    const refused = refuse(entry, token, maxAttempts)
    if (refused === null) this.#again.run(token, entry.lost + entry.running, id)
    return refused
  }

  /** Forgets what has expired, and what would expire first where there is too much. */
  #prune(nowMs: number): void {
    this.#sincePruned = 0
    const found = this.#db
      .prepare(
        `SELECT max(coalesce((SELECT max(not_after) FROM signed_job WHERE not_after <= ?), -1),
           coalesce((SELECT not_after FROM signed_job ORDER BY not_after DESC LIMIT 1 OFFSET ?), -1)) AS gone`,
      )
      .get(nowMs, this.#most) as { readonly gone: number }
    if (found.gone <= this.#horizon) return
    this.#db.prepare('UPDATE horizon SET not_after = ?').run(found.gone)
    this.#db.prepare('DELETE FROM signed_job WHERE not_after <= ?').run(found.gone)
    this.#horizon = this.#readHorizon()
  }

  #readHorizon(): number {
    const row = this.#db.prepare('SELECT not_after AS at FROM horizon').get() as { readonly at: number }
    return row.at
  }
}

function refuse(entry: Entry, token: number, maxAttempts: number): string | null {
  if (token <= entry.token)
    return `it was granted here before with token ${entry.token}, and now with ${token}`
  if (entry.completed > 0) return 'it has completed here, and a signature is for one completion'
  if (entry.failures >= maxAttempts) {
    const attempts = maxAttempts === 1 ? 'the one attempt' : `the ${maxAttempts} attempts`
    return `${attempts} that it allows (max_attempts) failed here`
  }
  if (entry.lost + entry.running >= mostLost) return `${mostLost} runs of it were lost here`
  return null
}
