/** The ledger of signed statements: what may run again, what may not, and what it remembers through deaths. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { type Run, SignatureLedger } from '../../../../agw/dist/policy/signature-ledger.js'

const now = 1_000_000
const run = (token: number, more: Partial<Run> = {}): Run => ({
  id: 'a',
  jobId: 'j',
  token,
  notAfterMs: now + 1_000,
  maxAttempts: 1,
  ...more,
})

function open(t: { testdir(): string }, most?: number): { ledger: SignatureLedger; path: string } {
  const path = join(t.testdir(), 'signatures.db')
  return { ledger: new SignatureLedger(path, now, most), path }
}

const admit = (ledger: SignatureLedger, wanted: Run, at = now): string | null =>
  ledger.admit([wanted], at)[0] ?? null

t.test('a token that was seen, or an older one, is a replay', async (t) => {
  const { ledger } = open(t)
  t.equal(admit(ledger, run(5)), null)
  ledger.ended('j', 5, 'released')
  t.match(admit(ledger, run(5)), /granted here before with token 5, and now with 5/)
  t.match(admit(ledger, run(4)), /granted here before with token 5, and now with 4/)
  t.equal(admit(ledger, run(6)), null, 'what was given back may come again')
  t.match(
    ledger.admit([run(7, { id: 'b' }), run(7, { id: 'b' })], now),
    [null, /before with token 7/],
    'also at once',
  )
})

t.test('a file that is no ledger is not begun anew', async (t) => {
  const path = join(t.testdir({ 'signatures.db': 'not a database, by far '.repeat(100) }), 'signatures.db')
  t.throws(() => new SignatureLedger(path, now), /not a database/)
})

t.test('what has completed is over', async (t) => {
  const { ledger } = open(t)
  admit(ledger, run(1))
  ledger.ended('j', 1, 'completed')
  t.match(admit(ledger, run(2)), /has completed here/)
  t.equal(admit(ledger, run(2, { id: 'b' })), null, 'another signature is another permission')
})

t.test('a completion that AGQ does not want is none', async (t) => {
  const { ledger } = open(t)
  admit(ledger, run(1))
  ledger.ended('j', 1, 'unwanted')
  t.equal(admit(ledger, run(2)), null, 'the Job was lost, and runs again')
})

t.test('as many failures as the signed envelope allows', async (t) => {
  const { ledger } = open(t)
  for (const token of [1, 2]) {
    t.equal(admit(ledger, run(token, { maxAttempts: 2 })), null)
    ledger.ended('j', token, 'failed')
  }
  t.match(
    admit(ledger, run(3, { maxAttempts: 2 })),
    /the 2 attempts that it allows \(max_attempts\) failed here/,
  )
})

t.test('runs that were lost: as often as AGQ bears it', async (t) => {
  const { ledger } = open(t)
  for (const token of [1, 2, 3]) t.equal(admit(ledger, run(token)), null, `run ${token}`)
  t.match(admit(ledger, run(4)), /3 runs of it were lost here/)
})

t.test('an end is of the run that was granted', async (t) => {
  const { ledger } = open(t)
  admit(ledger, run(2))
  ledger.ended('j', 1, 'completed')
  ledger.ended('other', 2, 'completed')
  t.equal(admit(ledger, run(3)), null)
})

t.test('what has expired is forgotten, and does not come back when the clock is set back', async (t) => {
  const { ledger, path } = open(t)
  admit(ledger, run(1))
  ledger.close()
  const later = new SignatureLedger(path, now + 1_000)
  t.match(admit(later, run(2)), /it expired by a clock that this worker has seen/)
  t.equal(admit(later, run(1, { id: 'b', notAfterMs: now + 1_001 })), null)
  later.close()
  const back = new SignatureLedger(path, now)
  t.match(admit(back, run(3)), /it expired by a clock/)
})

t.test('it is bounded: what expires first is forgotten, and refused', async (t) => {
  const { ledger, path } = open(t, 2)
  for (const n of [1, 2, 3, 4]) admit(ledger, run(n, { id: `s${n}`, notAfterMs: now + n }))
  ledger.close()
  const bounded = new SignatureLedger(path, now, 2)
  t.match(admit(bounded, run(9, { id: 's2', notAfterMs: now + 2 })), /it expired by a clock/)
  t.match(admit(bounded, run(3, { id: 's3', notAfterMs: now + 3 })), /granted here before/)
})

t.test('a worker that is killed right behind a grant has it on disk', async (t) => {
  const path = join(t.testdir(), 'signatures.db')
  const ledger = new URL('../../../../agw/dist/policy/signature-ledger.js', import.meta.url)
  const code = `import { SignatureLedger } from ${JSON.stringify(ledger.href)}
    new SignatureLedger(${JSON.stringify(path)}, ${now}).admit([${JSON.stringify(run(5))}], ${now})
    process.kill(process.pid, 'SIGKILL')`
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', code])
  t.equal(signal, 'SIGKILL')
  t.match(admit(new SignatureLedger(path, now), run(5)), /granted here before with token 5/)
})
