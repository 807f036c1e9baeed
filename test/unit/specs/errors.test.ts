/** The error table is complete, consistent, and the same as the list that the contract names. */
import { errorTable } from '@agenix/specs'
import t from 'tap'

const codes = 'ERR NOAUTH WRONGPASS NOPERM NOTFOUND DUPLICATE FENCED FULL PAUSED TOOBIG BUSY'.split(' ')

t.test('has every code of the contract, and no other', async (t) => {
  t.same(Object.keys(errorTable).sort(), [...codes].sort())
})

t.test('every entry is whole', async (t) => {
  for (const [key, entry] of Object.entries(errorTable)) {
    t.equal(entry.code, key)
    t.match(entry.text, /^[^\r\n]{10,100}$/, 'one line of words')
    t.ok([1, 3].includes(entry.exitCode))
    t.ok(entry.httpStatus >= 400 && entry.httpStatus < 600)
    t.equal(entry.retryable, entry.httpStatus === 503, 'retryable and 503 are the same claim')
    t.ok(Object.isFrozen(entry))
  }
  t.ok(Object.isFrozen(errorTable))
})

t.test('who cannot enter gets exit code 3, who is refused gets 1', async (t) => {
  t.same(
    codes.filter((code) => errorTable[code as keyof typeof errorTable].exitCode === 3),
    ['NOAUTH', 'WRONGPASS'],
  )
})
