/**
 * The long form: `npm run sync-errors -- [--first 100]`. Each of the first 100 syncs of AGQ fails once, under submits,
 * leases and reports, and again under uploads; then each of the first syncs of one file: of the log, of the database as
 * the log is moved into it, of the folders. A line for each case that is wrong, the figures at the end.
 */
import { parseArgs } from 'node:util'
import { withOwner } from '../../harness/index.ts'
import { strace } from '../strace.ts'
import { runSyncCase } from './case.ts'
import { allCases } from './cases.ts'

const { values } = parseArgs({ options: { first: { type: 'string', default: '100' } } })
if (strace === null) {
  console.log('sync-errors: strace is not installed, or may not trace: nothing was tested')
  process.exit(1)
}
const cases = allCases(Array.from({ length: Number(values.first) }, (_, index) => index + 1))
let wrongs = 0
let beforeReady = 0
let acknowledged = 0
for (const { name, ...options } of cases) {
  const verdict = await withOwner((owner) => runSyncCase(owner, options))
  if (verdict.acknowledged === null) beforeReady += 1
  else acknowledged += verdict.acknowledged
  for (const wrong of verdict.wrongs) console.log(`WRONG ${name}: ${wrong}`)
  if (verdict.wrongs.length > 0) wrongs += 1
}
console.log(
  `${cases.length} failed syncs, ${beforeReady} of them before AGQ was ready: ` +
    `${acknowledged} acknowledged before, all there after; ${wrongs} cases wrong`,
)
process.exit(wrongs === 0 ? 0 : 1)
