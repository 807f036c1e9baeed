/** What proves that AGQ is not there: its own goodbye, then refusals; never silence. */
import { AgqError } from '@agenix/agx/client'
import t from 'tap'
import { Absence } from '../../../../agw/dist/link/absence.js'

const closed = new AgqError('UNREACHABLE', 'lost')
const late = new AgqError('TIMEOUT', 'no answer')
const refused = new AgqError('UNREACHABLE', 'refused', 3, true)

t.test('refused after AGQ closed the session: proven', async (t) => {
  const absence = new Absence(60_000)
  absence.sessionEnded(closed)
  t.ok(absence.isProvenBy(refused))
  t.notOk(absence.isProvenBy(closed), 'silence and other failures prove nothing')
  t.notOk(absence.isProvenBy(late))
  t.ok(absence.isProvenBy(refused), 'each refusal counts for itself')
})

t.test('not proven', async (t) => {
  const absence = new Absence(60_000)
  t.notOk(absence.isProvenBy(refused), 'before any session')
  absence.sessionEnded(late)
  t.notOk(absence.isProvenBy(refused), 'this side gave up: something between may refuse now')
  absence.sessionEnded(closed)
  absence.stood()
  t.notOk(absence.isProvenBy(refused), 'it has been back since')
  const never = new Absence(0)
  never.sessionEnded(closed)
  const begun = performance.now()
  while (performance.now() === begun);
  t.notOk(never.isProvenBy(refused), 'the limit has passed')
})

t.test('told once in each absence', async (t) => {
  const absence = new Absence(60_000)
  t.same([absence.tellOnce(), absence.tellOnce()], [true, false])
  absence.stood()
  t.ok(absence.tellOnce())
})
