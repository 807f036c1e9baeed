/** Lists walk the index that leads to their Jobs: none of them sorts the whole table, however many Jobs there are. */
import { join } from 'node:path'
import t from 'tap'
import { conditions } from '../../../../agq/dist/store/sqlite/filter.js'
import { openDatabase } from '../../../../agq/dist/store/sqlite/open.js'

const NONE = { status: null, plan: null, action: null, queue: null, label: null }

const wanted: readonly (readonly [object, RegExp])[] = [
  [{}, /^SCAN job$/],
  [{ status: 'failed' }, /INDEX job_unhappy \(status=\?/],
  [{ status: 'dead', queue: 'q' }, /INDEX job_unhappy \(status=\?/],
  [{ status: 'cancelled', plan: 'p' }, /INDEX job_(unhappy|by_plan)/],
  [{ plan: 'p' }, /INDEX job_by_plan/],
  [{ action: 'a' }, /INDEX job_by_action/],
  [{ action: 'a', status: 'failed' }, /INDEX job_(unhappy|by_action)/],
]

const db = openDatabase(join(t.testdir(), 'plans.db'))
for (const [filter, says] of wanted) {
  const { where, values } = conditions('default', { ...NONE, ...filter })
  const rows = db
    .prepare(`EXPLAIN QUERY PLAN SELECT * FROM job WHERE ${where} ORDER BY seq DESC LIMIT 100`)
    .all(...values)
  const plan = rows.map(({ detail }) => String(detail)).join(', ')
  t.match(plan, says, JSON.stringify(filter))
  t.notMatch(plan, /TEMP B-TREE/, 'nothing is sorted')
}
db.close()
