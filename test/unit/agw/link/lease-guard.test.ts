/** The end of the leases: always before AGQ's, never too early. */
import fc from 'fast-check'
import t from 'tap'
import { cutOf, LeaseGuard } from '../../../../agw/dist/link/lease-guard.js'
import { Alarm } from '../../../../agw/dist/run/alarm.js'

t.test(
  'SIGTERM, the grace and the margin fit into the lease, and most of it is left to work in',
  async (t) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 120_000 }),
        fc.integer({ min: 0, max: 600_000 }),
        (leaseMs, killGraceMs) => {
          const { cutAfterMs, graceMs } = cutOf(leaseMs, killGraceMs)
          return cutAfterMs + graceMs < leaseMs && graceMs <= killGraceMs && cutAfterMs > leaseMs / 2
        },
      ),
    )
    t.strictSame(cutOf(10_000, 2_000), { cutAfterMs: 7_500, graceMs: 2_000 })
  },
)

t.test('it counts from when the heartbeat was sent, and every renewal starts anew', async (t) => {
  const alarm = new Alarm()
  const ending = Promise.withResolvers<number>()
  const start = performance.now()
  const guard = new LeaseGuard(alarm, 2_000, () => ending.resolve(performance.now() - start))
  guard.renewed(start - 190, 200)
  guard.renewed(start - 50, 400)
  const after = await ending.promise
  t.ok(after >= 230, `${after} ms: 400 - 100 - 20, minus 50`)
  alarm.clear()
})

t.test('what was granted late, or while the leases are over, is not covered', async (t) => {
  const alarm = new Alarm()
  const ending = Promise.withResolvers<void>()
  const guard = new LeaseGuard(alarm, 2_000, () => ending.resolve())
  const start = performance.now()
  t.notOk(guard.covers(start), 'before the first heartbeat')
  guard.renewed(start, 60_000)
  t.ok(guard.covers(start))
  t.notOk(guard.covers(start - 58_000), 'as old as a lease: it may have been given back')
  guard.renewed(start - 190, 200)
  await ending.promise
  t.ok(guard.isOver)
  t.notOk(guard.covers(performance.now()), 'nothing would end it in time')
  guard.renewed(performance.now(), 60_000)
  t.ok(guard.covers(performance.now()))
  alarm.clear()
})
