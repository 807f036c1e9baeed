/** Who sets the clock is noticed; who lets it drift is not. */
import t from 'tap'
import type { Command } from '../../../../agq/dist/engine/commands.js'
import { inTimeOf, WallClock } from '../../../../agq/dist/loop/wall-clock.js'

t.test('jumps are told once, drift never', async (t) => {
  const clock = new WallClock({ wallMs: 1_000_000, monoMs: 0 })
  t.equal(clock.jumpAt({ wallMs: 1_010_000, monoMs: 10_000 }), 0)
  for (let n = 1; n <= 10; n++) t.equal(clock.jumpAt({ wallMs: 1_010_000 + n * 1_900, monoMs: 10_000 }), 0)
  t.equal(clock.jumpAt({ wallMs: 29_000, monoMs: 10_000 }), -1_000_000)
  t.equal(clock.jumpAt({ wallMs: 30_000, monoMs: 11_000 }), 0)
  const jumpMs = clock.jumpAt({ wallMs: 100_000, monoMs: 11_000 })
  t.equal(jumpMs, 70_000)
  clock.forget(jumpMs)
  t.equal(clock.jumpAt({ wallMs: 101_000, monoMs: 12_000 }), 70_000, 'nobody heard of it: told again')
})

t.test('a command from before the jump is put behind it', async (t) => {
  const command: Command = { kind: 'job.cancel', jobId: 'a', at: { wallMs: 5_000, monoMs: 1_000 } }
  t.same(inTimeOf(command, { wallMs: 905_100, monoMs: 1_100 }), {
    ...command,
    at: { wallMs: 905_000, monoMs: 1_000 },
  })
  t.equal(inTimeOf(command, { wallMs: 5_200, monoMs: 1_100 }), command)
  const question: Command = { kind: 'job.status', jobId: 'a' }
  t.equal(inTimeOf(question, { wallMs: 0, monoMs: 0 }), question)
})

t.test('a step of retention that waited over a jump finds nothing older by it', async (t) => {
  const step: Command = {
    kind: 'retention.sweep',
    step: { rule: { name: 'old', what: 'jobs', max_age_secs: 60 } },
    limit: 250,
    at: { wallMs: 5_000, monoMs: 1_000 },
  }
  const tenYearsMs = 315_360_000_000
  t.equal(inTimeOf(step, { wallMs: 5_100 + tenYearsMs, monoMs: 1_100 }), step, 'set ahead')
  t.same(
    inTimeOf(step, { wallMs: 5_100 - tenYearsMs, monoMs: 1_100 }),
    { ...step, at: { wallMs: 5_000 - tenYearsMs, monoMs: 1_000 } },
    'set back: what ends in this batch has an hour of the new time',
  )
})
