/** One timer for everything that is due. */
import t from 'tap'
import { Alarm } from '../../../../agw/dist/run/alarm.js'

t.test('due together, because the process slept: still in order, and a cancel still counts', async (t) => {
  const alarm = new Alarm()
  const rang: string[] = []
  const done = Promise.withResolvers<void>()
  alarm.after(60, () => {
    rang.push('second')
    done.resolve()
  })
  const never = alarm.after(40, () => rang.push('never'))
  alarm.after(20, () => {
    rang.push('first')
    never.cancel()
  })
  for (const start = performance.now(); performance.now() - start < 100; );
  await done.promise
  t.strictSame(rang, ['first', 'second'])
  alarm.clear()
})

t.test('in order of time, never early, not after a cancel', async (t) => {
  const alarm = new Alarm()
  const rang: string[] = []
  const done = Promise.withResolvers<void>()
  const start = performance.now()
  alarm.after(30, () => {
    rang.push('late')
    t.ok(performance.now() - start >= 30)
    alarm.after(0, () => {
      rang.push('from within')
      done.resolve()
    })
  })
  const never = alarm.after(10, () => rang.push('never'))
  alarm.after(5, () => {
    rang.push('early')
    never.cancel()
  })
  alarm.after(3_600_000_000, () => rang.push('in weeks'))
  await done.promise
  t.strictSame(rang, ['early', 'late', 'from within'])
  alarm.clear()
})
