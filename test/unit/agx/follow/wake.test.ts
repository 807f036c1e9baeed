/** No ring is lost, and a wait has an end. */
import t from 'tap'
import { makeBell } from '../../../../agx/dist/follow/wake.js'

t.test('a ring from before counts once', async (t) => {
  const bell = makeBell()
  bell.ring()
  bell.ring()
  t.equal(await bell.wait(10_000), true)
  t.equal(await bell.wait(1), false)
})

t.test('a ring during the wait ends it', async (t) => {
  const bell = makeBell()
  const waiting = bell.wait(10_000)
  bell.ring()
  t.equal(await waiting, true)
})
