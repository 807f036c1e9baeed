/** Statements, prepared once and kept by their text; Jobs come back in their one shape. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { JobRow } from '../../engine/model.ts'
import { type Bindable, JOB, jobOf, select } from './columns.ts'

export const JOB_FIELDS = select(JOB)
/**
 * A bound as a parameter. SQLite looks at a bare `LIMIT ?` when it plans, and so plans a statement anew each time it is
 * bound: 20 µs for a Job's columns. An expression it leaves alone.
 */
export const LIMIT = 'LIMIT ? + 0'
/** A set of names as one parameter. */
export const IDS = '(SELECT value FROM json_each(?))'

export class Statements {
  readonly #db: DatabaseSync
  readonly #kept = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  all<Row>(sql: string, ...values: Bindable[]): Row[] {
    return this.#statement(sql, false).all(...values) as Row[]
  }

  /** `sql` selects JOB_FIELDS. */
  jobs(sql: string, ...values: Bindable[]): JobRow[] {
    const rows = this.#statement(sql, true).all(...values) as readonly unknown[] as readonly unknown[][]
    return rows.map(jobOf)
  }

  #statement(sql: string, arrays: boolean): StatementSync {
    const known = this.#kept.get(sql)
    if (known !== undefined) return known
    const statement = this.#db.prepare(sql)
    if (arrays) statement.setReturnArrays(true)
    this.#kept.set(sql, statement)
    return statement
  }
}

export function listOf(names: ReadonlySet<string | number> | readonly (string | number)[]): string {
  return JSON.stringify([...names])
}
