/**
 * Looks through a database at rest and says what is right and what is not, one finding for each promise that the data
 * keeps. It opens the file for reading only and changes nothing, the log (WAL) included.
 */
import { existsSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { canonicalJson, isTerminal, jobStates, sha256Hex } from '@agenix/specs'
import { StoreFull } from '../../engine/port.ts'
import { faultOf } from './faults.ts'
import { FORMAT_VERSION } from './migrate.ts'
import { StoreLocked, StoreUnusable } from './open.ts'
import { signatureOf } from './signature-text.ts'
import type { BlobName } from './store.ts'

export interface Finding {
  /** What is promised. */
  readonly name: string
  readonly ok: boolean
  /** What was found. */
  readonly found: string
}

/** Opened, and held so that no server can begin meanwhile. */
export interface Reading {
  readonly db: DatabaseSync
  readonly formatVersion: number
  close(): void
}

export function openForReading(path: string): Reading {
  if (!existsSync(path))
    throw new StoreUnusable(`there is no database ${path}: name the data directory with --data`)
  // Who reads a log needs an index of it, which SQLite puts beside it.
  const shmPath = `${path}-shm`
  const hadIndex = existsSync(shmPath)
  let db: DatabaseSync | null = null
  const close = (): void => {
    db?.close()
    if (!hadIndex) rmSync(shmPath, { force: true })
  }
  try {
    db = new DatabaseSync(path, { readOnly: true })
    db.exec('PRAGMA busy_timeout = 0; BEGIN; SELECT count(*) FROM sqlite_master')
    return { db, formatVersion: Number(one(db, 'PRAGMA user_version')), close }
  } catch (error) {
    close()
    const text = error instanceof Error ? error.message : String(error)
    if (/database is locked/.test(text)) throw new StoreLocked('it is in use')
    const fault = faultOf(error, path)
    if (fault instanceof StoreFull)
      throw new StoreUnusable(`${fault.message}: reading it needs a little room, too`)
    if (fault !== error) throw fault
    throw new StoreUnusable(`${path} cannot be read (${text}): is it, and its directory, this user's own?`)
  }
}

/** Damage of the file itself. Nothing else can be trusted where this finds any. */
export function verifyFile({ db, formatVersion }: Reading): readonly Finding[] {
  const lines = db.prepare('PRAGMA integrity_check(20)').all() as { integrity_check: string }[]
  const broken = lines.map((line) => line.integrity_check).filter((line) => line !== 'ok')
  const current = formatVersion === FORMAT_VERSION
  return [
    {
      name: 'the database file is whole',
      ok: broken.length === 0,
      found: broken.length === 0 ? 'every page and index' : broken.join('; '),
    },
    {
      name: `the data has format ${FORMAT_VERSION}`,
      ok: current,
      found: current
        ? `format ${formatVersion}`
        : `format ${formatVersion}; an older one is brought up to date when this AGQ starts on it, a newer one needs the AGQ that wrote it`,
    },
  ]
}

interface Rule {
  readonly name: string
  /** Selects a text for each row that breaks the promise. */
  readonly sql: string
}

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ')
const STATUSES = quoted(jobStates.map(({ status }) => status))
const ENDED = quoted(jobStates.filter(({ status }) => isTerminal(status)).map(({ status }) => status))

const recount = (scope: string, column: string): string =>
  `WITH counted AS (SELECT ${column} AS name, status, count(*) AS jobs, sum(output_bytes) AS bytes,
     count(*) FILTER (WHERE output_bytes > 0) AS outputs FROM job
     WHERE ${column} IS NOT NULL GROUP BY 1, 2),
   kept AS (SELECT name, status, jobs, bytes, outputs FROM tally
     WHERE scope = '${scope}' AND (jobs != 0 OR bytes != 0 OR outputs != 0))
   SELECT name || ' ' || status || ': ' || jobs || ' kept' FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)
   UNION ALL SELECT name || ' ' || status || ': ' || jobs || ' counted' FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept)`

const RULES: readonly Rule[] = [
  {
    name: 'every Job has a status of the table',
    sql: `SELECT job_id || ' is ' || status FROM job WHERE status NOT IN (${STATUSES})`,
  },
  {
    name: 'what ended has an hour of its end, and nothing else has',
    sql: `SELECT job_id || ' is ' || status FROM job WHERE (status IN (${ENDED})) != (completed_at IS NOT NULL)`,
  },
  {
    name: 'what is scheduled has an hour, and nothing else has',
    sql: `SELECT job_id || ' is ' || status FROM job WHERE (status = 'scheduled') != (due_at IS NOT NULL)`,
  },
  {
    name: 'what runs is held, and what is held runs or is being stopped',
    sql: `SELECT job_id || ' is ' || status FROM job WHERE (status = 'running' AND held_by IS NULL)
            OR (held_by IS NOT NULL AND status != 'running' AND status NOT IN (${ENDED}))`,
  },
  {
    name: 'held Jobs have a worker',
    sql: `SELECT job_id || ' is held by ' || held_by FROM job WHERE held_by IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM worker WHERE worker.tenant = job.tenant AND worker_id = held_by)`,
  },
  {
    name: 'no report is newer than the newest token',
    sql: `SELECT job_id || ' is at token ' || token FROM job WHERE ended_token > token OR EXISTS
            (SELECT 1 FROM attempt WHERE attempt.seq = job.seq AND attempt.token > job.token)`,
  },
  { name: 'counts by queue equal a recount', sql: recount('queue', 'queue') },
  { name: 'counts by Action equal a recount', sql: recount('action', 'action_id') },
  {
    name: 'counts of lanes equal a recount',
    sql: `SELECT 'lane ' || lane_id || ': ' || pending || ' kept' FROM lane WHERE pending !=
            (SELECT count(*) FROM job WHERE job.lane_id = lane.lane_id AND status = 'pending' AND gated = 0)`,
  },
  {
    name: 'every Job stands in a lane',
    sql: `SELECT job_id || ' in lane ' || lane_id FROM job WHERE lane_id NOT IN (SELECT lane_id FROM lane)`,
  },
  {
    name: 'every Job has its envelope',
    sql: 'SELECT job_id FROM job WHERE seq NOT IN (SELECT seq FROM job_body)',
  },
  {
    name: 'what belongs to a Job has its Job',
    sql: ['job_body', 'job_label', 'attempt', 'task_result', 'blob_use']
      .map((table) => `SELECT '${table} of ' || seq FROM ${table} WHERE seq NOT IN (SELECT seq FROM job)`)
      .join(' UNION ALL '),
  },
  {
    name: 'bytes that Jobs need are on record',
    sql: `SELECT sha256 || ' (' || use || ' of ' || seq || ')' FROM blob_use WHERE sha256 NOT IN (SELECT sha256 FROM blob)`,
  },
  {
    name: 'blobs are marked idle that no Job names, and no others',
    sql: `SELECT sha256 || ' is marked ' || idle FROM blob WHERE idle != (sha256 NOT IN (SELECT sha256 FROM blob_use))`,
  },
]

/** More examples than this help nobody. */
const EXAMPLES = 3

/** What the rows promise each other. Only for data of the present format. */
export function* verifyRows({ db }: Reading): Generator<Finding> {
  for (const { name, sql } of RULES) {
    const statement = db.prepare(
      `WITH broken (text) AS (${sql}) SELECT text, count(*) OVER () AS n FROM broken LIMIT ${EXAMPLES}`,
    )
    yield finding(name, statement.all() as unknown as { readonly text: string; readonly n: number }[])
  }
}

/** Reads every Job's envelope: is it still what its content hash was taken of? */
export function verifyEnvelopes({ db }: Reading): Finding {
  const broken: { text: string; n: number }[] = []
  const rows = db
    .prepare(
      `SELECT job_id, content_hash, envelope, input, input_ref, signature FROM job JOIN job_body USING (seq)`,
    )
    .iterate()
  let read = 0
  for (const row of rows as unknown as Iterable<Body>) {
    read += 1
    if (contentHashOf(row) !== row.content_hash) broken.push({ text: row.job_id, n: 0 })
  }
  const name = 'every envelope and input is what was accepted'
  if (broken.length === 0) return { name, ok: true, found: `${read} read` }
  return finding(
    name,
    broken.slice(0, EXAMPLES).map(({ text }) => ({ text, n: broken.length })),
  )
}

interface Body {
  readonly job_id: string
  readonly content_hash: string
  readonly envelope: string
  readonly input: Uint8Array | null
  readonly input_ref: string | null
  readonly signature: string | null
}

/** As engine/prepare.ts takes it. */
function contentHashOf({ envelope, input, input_ref, signature }: Body): string | null {
  try {
    const inputHash = input_ref ?? (input === null ? '' : sha256Hex(input))
    const signed = signatureOf(signature)
    const signer = signed === null ? '' : `\n${signed.keyId}`
    return sha256Hex(`${canonicalJson(JSON.parse(envelope))}\n${inputHash}${signer}`)
  } catch {
    return null
  }
}

/** All blobs on record, ordered by name. */
export function* blobsOf({ db }: Reading): Generator<BlobName> {
  const rows = db.prepare('SELECT sha256, bytes FROM blob ORDER BY sha256').iterate()
  yield* rows as unknown as Iterable<BlobName>
}

function finding(name: string, broken: readonly { readonly text: string; readonly n: number }[]): Finding {
  const [first] = broken
  if (first === undefined) return { name, ok: true, found: '' }
  const more = first.n > broken.length ? ` and ${first.n - broken.length} more` : ''
  return { name, ok: false, found: `${broken.map(({ text }) => text).join(', ')}${more}` }
}

function one(db: DatabaseSync, sql: string): unknown {
  return Object.values(db.prepare(sql).get() ?? {})[0]
}
