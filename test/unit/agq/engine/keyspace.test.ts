/** SCAN's walk: every key that is there all the time comes once, whatever comes and goes meanwhile, and each call is bounded. */
import fc from 'fast-check'
import t from 'tap'
import {
  cursorOf,
  pageByHash,
  placeOf,
  positionOf,
  SPACES,
  type Space,
} from '../../../../agq/dist/engine/keyspace.js'
import { Desk } from './desk.ts'

interface Page {
  readonly cursor: number
  readonly keys: readonly string[]
}

async function scan(
  desk: Desk,
  cursor: number,
  count: number,
  spaces: readonly Space[] = SPACES,
): Promise<Page> {
  const look = { of: 'keys' as const, cursor, count, spaces, monoMs: desk.monoMs }
  const answer = await desk.run({ kind: 'look', look })
  if (answer.kind !== 'json') throw new Error('no page')
  return JSON.parse(answer.text) as Page
}

async function all(desk: Desk, count: number, between: () => Promise<void> = async () => undefined) {
  const keys: string[] = []
  let calls = 0
  for (let cursor = 0; ; ) {
    const page = await scan(desk, cursor, count)
    calls += 1
    keys.push(...page.keys)
    if (page.cursor === 0) return { keys, calls }
    cursor = page.cursor
    await between()
  }
}

async function plan(desk: Desk, planId: string): Promise<void> {
  const document = JSON.stringify({ plan_id: planId, tasks: [{ task_number: 1, command: 'true' }] })
  await desk.run({ kind: 'plan.put', planId, document, shape: '[["true",null]]', origin: '{}', at: desk.at })
}

t.test('all of it, once, whatever the size of a page', async (t) => {
  const desk = new Desk(t)
  for (let i = 0; i < 7; i++) {
    await desk.register(`w${i}`)
    await plan(desk, `p${i}`)
    await desk.submit(`j${i}`, { queue: `q${i % 3}` })
  }
  await desk.run({
    kind: 'action.submit',
    request: { action_id: 'act', plan_id: 'p0', inputs: [{ n: 1 }] },
    contentHash: 'h',
    origin: '{}',
    at: desk.at,
  })
  const { keys } = await all(desk, 1)
  const numbers = [0, 1, 2, 3, 4, 5, 6]
  const wanted = [
    ...numbers.flatMap((i) => [`job:j${i}`, `plan:p${i}`, `worker:w${i}`, `worker:w${i}:alive`]),
    'action:act',
    'job:act.1',
    'queue:default',
    'queue:q0',
    'queue:q1',
    'queue:q2',
  ]
  t.same([...keys].sort(), wanted.sort())
  for (const count of [2, 3, 10, 1_000]) t.same((await all(desk, count)).keys, keys, `pages of ${count}`)
  t.equal((await all(desk, 1_000)).calls, 1)
})

t.test('keys that come and go meanwhile neither hide nor repeat those that stay', async (t) => {
  const desk = new Desk(t)
  for (let i = 0; i < 20; i++) {
    await desk.register(`w${i}`)
    await plan(desk, `stays${i}`)
    await plan(desk, `goes${i}`)
    await desk.submit(`j${i}`)
  }
  let turn = 0
  const { keys } = await all(desk, 3, async () => {
    await desk.run({ kind: 'plan.delete', planId: `goes${turn}` })
    await desk.run({ kind: 'worker.unregister', workerId: `new${turn - 1}`, at: desk.at })
    await desk.register(`new${turn}`)
    await plan(desk, `new${turn}`)
    await desk.submit(`new${turn}`)
    turn += 1
    // What comes while one scans may come too, and there would be no end.
    if (turn > 40) turn = 40
  })
  for (let i = 0; i < 20; i++) {
    for (const key of [`job:j${i}`, `plan:stays${i}`, `worker:w${i}`, `worker:w${i}:alive`]) {
      t.equal(keys.filter((each) => each === key).length, 1, key)
    }
  }
})

t.test('spaces that nobody asked for are not walked', async (t) => {
  const desk = new Desk(t)
  for (let i = 0; i < 50; i++) await desk.submit(`j${i}`)
  await desk.register('w')
  t.same(await scan(desk, 0, 10, ['worker']), { cursor: 0, keys: ['worker:w', 'worker:w:alive'] })
  t.same(await scan(desk, 0, 10, []), { cursor: 0, keys: [] })
})

t.test('a worker lives as long as its lease, by the clock that nobody sets', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.register('gone')
  await desk.run({ kind: 'worker.unregister', workerId: 'gone', at: desk.at })
  const keys = async () => (await scan(desk, 0, 10, ['worker'])).keys
  desk.wallMs += 10 * 365 * 86_400_000
  t.same(await keys(), ['worker:w', 'worker:w:alive'])
  desk.monoMs += 10_000
  t.same(await keys(), ['worker:w'], 'over, though nobody has noticed yet')
})

t.test('a worker that is called as the life of another has the name', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.register('w:alive')
  const { keys } = await all(desk, 1)
  t.same([...keys].sort(), ['worker:w', 'worker:w:alive', 'worker:w:alive:alive'])
})

t.test('a cursor is a place and back, below what a double holds', async (t) => {
  const place = fc.record({
    space: fc.constantFrom(...SPACES),
    after: fc.integer({ min: 0, max: 2 ** 48 }),
  })
  fc.assert(
    fc.property(place, (given) => {
      const cursor = cursorOf(given)
      t.same(placeOf(cursor), given)
      if (!Number.isSafeInteger(cursor) || cursor === 0) throw new Error(`odd cursor ${cursor}`)
    }),
  )
  t.equal(placeOf(7), null, 'no such place')
})

t.test('pages by hash part names nowhere but between positions', async (t) => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z0-9._:-]{1,8}$/), { maxLength: 50 }),
      fc.integer({ min: 1, max: 7 }),
      (names, limit) => {
        const found: string[] = []
        let after = 0
        for (;;) {
          const page = pageByHash(names, after, limit)
          found.push(...page.names)
          after = page.last
          if (!page.more) break
        }
        if (found.length !== names.length || new Set(found).size !== names.length)
          throw new Error('not all, once')
      },
    ),
  )
  const positions = new Set(Array.from({ length: 20_000 }, (_, index) => positionOf(`worker-${index}`)))
  t.equal(positions.size, 20_000, 'names seldom share a position')
  t.ok(Math.max(...positions) <= 2 ** 48)
})
