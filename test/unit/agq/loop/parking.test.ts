/** Who waits is woken once for each Job it could run, and forgotten when it leaves. */
import t from 'tap'
import { JobParking, LeaseParking } from '../../../../agq/dist/loop/parking.js'

const arrival = (tools: string[], jobs = 1) => ({ laneId: 1, tools, tags: [], jobs })

t.test('one is woken for each Job, the longest waiting first', async (t) => {
  const parking = new LeaseParking()
  const leaving = new AbortController()
  const woken: string[] = []
  const wait = (id: string, tools: string[]) => {
    parking.learn(id, { tools, tags: [] })
    return parking.park(id, 1, leaving.signal).then((found) => {
      if (found !== null) woken.push(id)
    })
  }
  const waits = [wait('has-jq', ['jq']), wait('first', ['sort']), wait('second', ['sort'])]
  parking.wake([arrival(['sort'])])
  await waits[1]
  t.same(woken, ['first'])
  t.equal(parking.size, 2)
  parking.wake([arrival(['jq'])])
  await waits[0]
  leaving.abort()
  await Promise.all(waits)
  t.same(woken, ['first', 'has-jq'])
  t.equal(parking.size, 0)
})

t.test('who is not known is woken to ask anew, and takes nobody his turn', async (t) => {
  const parking = new LeaseParking()
  const { signal } = new AbortController()
  const unknown = parking.park('unknown', 1, signal)
  parking.learn('able', { tools: ['sort'], tags: [] })
  const able = parking.park('able', 1, signal)
  parking.wake([arrival(['sort'])])
  t.equal(parking.size, 0)
  t.match(await able, { jobs: 1 })
  t.match(await unknown, { jobs: 0 }, 'it has none to give back')
})

t.test('who waits for many Jobs is worth many', async (t) => {
  const parking = new LeaseParking()
  const { signal } = new AbortController()
  for (const id of ['a', 'b']) parking.learn(id, { tools: [], tags: [] })
  const waits = [parking.park('a', 10, signal), parking.park('b', 1, signal)]
  parking.wake([arrival([], 10)])
  t.match(await waits[0], { jobs: 10 })
  t.equal(parking.size, 1)
})

t.test('the end of a Job wakes all who wait for it, and only those', async (t) => {
  const parking = new JobParking()
  const { signal } = new AbortController()
  const waits = [parking.park('a', signal), parking.park('a', signal)]
  void parking.park('b', signal)
  parking.wake('a')
  t.same(await Promise.all(waits), [true, true])
  t.equal(parking.size, 1)
  t.equal(await parking.park('c', AbortSignal.abort()), false)
})
