/** The waiting lines: lanes, the Jobs at their heads, and what the concurrency keys let through. */
import type { BusyLane, JobRow, LaneRow } from '../../engine/model.ts'
import type { HeadsAsk } from '../../engine/port.ts'
import type { Bindable } from './columns.ts'
import { IDS, JOB_FIELDS, LIMIT, listOf, type Statements } from './statements.ts'

const LANE_FIELDS = 'lane_id AS laneId, tenant, queue, tools, tags'
const READY = `SELECT ${JOB_FIELDS} FROM job WHERE lane_id = ? AND status = 'pending' AND gated = 0`
/** In two parts, each of them a range of the index: thousands of Jobs may have one rank. */
const BEHIND = `SELECT * FROM (
    SELECT ${JOB_FIELDS} FROM job
      WHERE lane_id = ?1 AND status = 'pending' AND gated = 0 AND rank = ?2 AND seq > ?3
    UNION ALL SELECT ${JOB_FIELDS} FROM job
      WHERE lane_id = ?1 AND status = 'pending' AND gated = 0 AND rank > ?2)
  ORDER BY rank, seq LIMIT ?4 + 0`
const KNOWN_LANES = 100_000

export class LineReader {
  readonly #statements: Statements
  readonly #known = new Map<number, LaneRow>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  lanes(laneIds: ReadonlySet<number>): LaneRow[] {
    if (laneIds.size === 0) return []
    return this.#read(`SELECT ${LANE_FIELDS} FROM lane WHERE lane_id IN ${IDS}`, listOf(laneIds))
  }

  busyLanes(tenant: string): BusyLane[] {
    type Busy = { readonly laneId: number; readonly pending: number }
    const busy = this.#statements.all<Busy>(
      'SELECT lane_id AS laneId, pending FROM lane WHERE pending > 0 AND tenant = ?',
      tenant,
    )
    this.#learn(busy.map((row) => row.laneId).filter((laneId) => !this.#known.has(laneId)))
    return busy.flatMap(({ laneId, pending }) => {
      const lane = this.#known.get(laneId)
      return lane === undefined ? [] : [{ ...lane, pending }]
    })
  }

  heads(asks: readonly HeadsAsk[]): JobRow[] {
    return asks.flatMap(({ laneId, limit, after }) =>
      after === null
        ? this.#statements.jobs(`${READY} ORDER BY rank, seq ${LIMIT}`, laneId, limit)
        : this.#statements.jobs(BEHIND, laneId, after.rank, after.seq, limit),
    )
  }

  heldByKeys(keys: readonly string[]): Map<string, number> {
    if (keys.length === 0) return new Map()
    type Count = { readonly key: string; readonly jobs: number }
    const rows = this.#statements.all<Count>(
      `SELECT concurrency_key AS key, count(*) AS jobs FROM job
       WHERE concurrency_key IN ${IDS} AND concurrency_key IS NOT NULL AND held_by IS NOT NULL GROUP BY concurrency_key`,
      listOf(keys),
    )
    return new Map(rows.map((row) => [row.key, row.jobs]))
  }

  /** From lane to lane of the key by the index, so that the Jobs between are not walked. */
  gated(key: string, limit: number): JobRow[] {
    const next = 'SELECT min(lane_id) FROM job WHERE gated = 1 AND concurrency_key = ?1'
    const lanes = this.#statements.all<{ readonly laneId: number | null }>(
      `WITH RECURSIVE lane_of (lane_id) AS (${next} UNION ALL
         SELECT (${next} AND job.lane_id > lane_of.lane_id) FROM lane_of WHERE lane_of.lane_id IS NOT NULL)
       SELECT lane_id AS laneId FROM lane_of WHERE lane_id IS NOT NULL`,
      key,
    )
    return lanes.flatMap(({ laneId }) =>
      this.#statements.jobs(
        `SELECT ${JOB_FIELDS} FROM job WHERE gated = 1 AND concurrency_key = ? AND lane_id = ? ORDER BY rank, seq ${LIMIT}`,
        key,
        laneId ?? 0,
        limit,
      ),
    )
  }

  /** A lane never changes, so it is read and parsed once; too many of them are forgotten together. */
  #learn(laneIds: readonly number[]): void {
    if (laneIds.length === 0) return
    if (this.#known.size + laneIds.length > KNOWN_LANES) this.#known.clear()
    for (const row of this.lanes(new Set(laneIds))) this.#known.set(row.laneId, row)
  }

  #read(sql: string, ...values: Bindable[]): LaneRow[] {
    type Stored = Omit<LaneRow, 'tools' | 'tags'> & { readonly tools: string; readonly tags: string }
    return this.#statements.all<Stored>(sql, ...values).map((row) => ({
      ...row,
      tools: JSON.parse(row.tools) as string[],
      tags: JSON.parse(row.tags) as string[],
    }))
  }
}
