/** The short form: a failed sync as AGQ starts, under load, of the database, of a folder. Long: `npm run sync-errors`. */
import t from 'tap'
import { strace } from '../strace.ts'
import { runSyncCase } from './case.ts'
import { allCases } from './cases.ts'

t.setTimeout(120_000)

const chosen = new Set([
  'sync 1 under jobs',
  'sync 3 under jobs',
  'sync 8 under jobs',
  'sync 20 under jobs',
  'sync 20 under uploads',
  'sync 2 of agq.db',
  'sync 30 of agq.db-wal',
  'sync 1 of blobs/',
])

for (const { name, ...options } of allCases([1, 3, 8, 20]).filter((each) => chosen.has(each.name))) {
  t.test(name, { skip: strace === null && 'strace is not installed, or may not trace' }, async (t) => {
    const { wrongs, acknowledged } = await runSyncCase(t, options)
    t.same(wrongs, [], 'it stops at once, and what it acknowledged is there')
    t.comment(acknowledged === null ? 'before it was ready' : `${acknowledged} acknowledged before`)
  })
}
