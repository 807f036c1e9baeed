/** The life of a Job, in every order of events: it ends, with one report, and nothing runs after a stop. */
import fc from 'fast-check'
import t from 'tap'
import {
  begin,
  type Cause,
  type Effect,
  type Event,
  type State,
  step,
} from '../../../../agw/dist/run/machine.js'

const causes: readonly Cause[] = ['timeout', 'output', 'cancel', 'lease', 'release', 'fence']
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    { type: 'prepared' },
    { type: 'refused' },
    { type: 'spawned' },
    { type: 'grace-over' },
    { type: 'gone' },
    { type: 'stored' },
  ),
  fc.record({ type: fc.constant('exited' as const), ok: fc.boolean(), leftover: fc.boolean() }),
  fc.record({ type: fc.constant('stop' as const), cause: fc.constantFrom(...causes) }),
)

/** What the world may answer to what was asked of it; a lease on honesty that `anyEvent` does not take. */
class World {
  state: State
  readonly effects: Effect[] = []
  alive = false
  pending = new Set<string>()

  constructor(tasks: number, firstTask = 1) {
    const first = begin(tasks, firstTask)
    this.state = first.state
    this.take(first.effects)
  }

  possible(): readonly Event[] {
    const events: Event[] = causes.map((cause) => ({ type: 'stop', cause }))
    if (this.pending.has('prepare')) events.push({ type: 'prepared' }, { type: 'refused' })
    if (this.pending.has('spawn')) events.push({ type: 'spawned' }, { type: 'refused' })
    if (this.pending.has('term')) events.push({ type: 'grace-over' })
    if (this.pending.has('kill')) events.push({ type: 'gone' })
    if (this.pending.has('report')) events.push({ type: 'stored' })
    if (this.alive)
      for (const ok of [true, false])
        for (const leftover of [true, false]) events.push({ type: 'exited', ok, leftover })
    return events
  }

  happen(event: Event): void {
    if (event.type === 'prepared' || event.type === 'refused') this.pending.delete('prepare')
    if (event.type === 'refused') this.pending.delete('spawn')
    if (event.type === 'spawned') this.alive = this.pending.delete('spawn')
    if (event.type === 'exited') this.alive = false
    if (event.type === 'grace-over') this.pending.delete('term')
    if (event.type === 'gone') this.alive = !this.pending.delete('kill')
    if (event.type === 'stored') this.pending.delete('report')
    const next = step(this.state, event)
    this.state = next.state
    this.take(next.effects)
  }

  take(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === 'spawn' && this.alive) throw new Error('spawned beside a living task')
      if (effect.type === 'report' && this.alive) throw new Error('reported while a task lives')
      this.effects.push(effect)
      this.pending.add(effect.type)
    }
  }
}

t.test('in a world that answers, every order ends in one report', async (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.nat(),
      fc.array(fc.nat(), { maxLength: 60 }),
      (tasks, skipped, choices) => {
        const firstTask = 1 + (skipped % tasks)
        const world = new World(tasks, firstTask)
        for (const choice of choices) {
          const events = world.possible()
          const event = events[choice % events.length]
          if (event !== undefined) world.happen(event)
        }
        // From wherever it is, the world only has to answer for it to end.
        for (let left = 10 * tasks; world.state.phase !== 'reported' && left > 0; left--) {
          const answer = world.possible().find((event) => event.type !== 'stop')
          if (answer !== undefined) world.happen(answer)
        }
        const spawned = world.effects.flatMap((effect) => (effect.type === 'spawn' ? [effect.task] : []))
        return (
          world.state.phase === 'reported' &&
          world.effects.filter(({ type }) => type === 'report').length === 1 &&
          spawned.every((task, index) => task === firstTask + index)
        )
      },
    ),
    { numRuns: 5_000 },
  )
  t.pass()
})

t.test('whatever is thrown at it, it never reports twice and never spawns after a stop', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.array(anyEvent, { maxLength: 40 }), (tasks, events) => {
      let { state } = begin(tasks)
      const effects: Effect[] = []
      let doomed = false
      for (const event of events) {
        const next = step(state, event)
        if (doomed && next.effects.some(({ type }) => type === 'spawn')) return false
        // A stop counts from the moment the machine has taken it in.
        doomed ||=
          next.state.phase === 'terminating' || (next.state.phase === 'starting' && next.state.stop !== null)
        effects.push(...next.effects)
        state = next.state
      }
      return effects.filter(({ type }) => type === 'report').length <= 1
    }),
    { numRuns: 5_000 },
  )
  t.pass()
})

t.test('a fenced Job is dropped, wherever the fence finds it', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.array(fc.nat(), { maxLength: 30 }), (tasks, choices) => {
      const world = new World(tasks)
      for (const choice of choices) {
        const events = world.possible().filter((event) => event.type !== 'stored')
        const event = events[choice % events.length]
        if (event !== undefined) world.happen(event)
      }
      world.happen({ type: 'stop', cause: 'fence' })
      for (let left = 20; world.state.phase !== 'reported' && left > 0; left--) {
        const answer = world.possible().find((event) => event.type !== 'stop')
        if (answer !== undefined) world.happen(answer)
      }
      return world.state.phase === 'reported' && world.state.verdict === 'drop'
    }),
  )
  t.pass()
})

t.test('the plain ways', async (t) => {
  const walk = (tasks: number, events: readonly Event[], firstTask = 1) => {
    let { state } = begin(tasks, firstTask)
    const effects: string[] = []
    for (const event of events) {
      const next = step(state, event)
      state = next.state
      effects.push(...next.effects.map(({ type }) => type))
    }
    return { state, effects }
  }
  const start: readonly Event[] = [{ type: 'prepared' }, { type: 'spawned' }]
  const well: Event = { type: 'exited', ok: true, leftover: false }
  const badly: Event = { type: 'exited', ok: false, leftover: false }

  t.match(walk(2, [...start, well, { type: 'spawned' }, well]), {
    state: { phase: 'reaped', verdict: 'complete' },
    effects: ['spawn', 'spawn', 'report'],
  })
  t.match(
    walk(3, [...start, well, { type: 'spawned' }, well], 2),
    { state: { phase: 'reaped', verdict: 'complete' }, effects: ['spawn', 'spawn', 'report'] },
    'resumed from task 2',
  )
  t.match(
    walk(2, [...start, badly]),
    { state: { phase: 'reaped', verdict: 'fail' }, effects: ['spawn', 'report'] },
    'fail fast',
  )
  t.match(
    walk(1, [...start, { type: 'exited', ok: true, leftover: true }]),
    { state: { phase: 'killing', cause: null }, effects: ['spawn', 'kill'] },
    'a task that ended owns nothing',
  )
  t.match(
    walk(2, [...start, { type: 'exited', ok: true, leftover: true }, { type: 'gone' }]),
    { state: { phase: 'starting', task: 2 } },
    'then the next one runs',
  )
  t.match(walk(1, [...start, { type: 'stop', cause: 'timeout' }, { type: 'grace-over' }, { type: 'gone' }]), {
    state: { phase: 'reaped', verdict: 'fail', cause: 'timeout' },
    effects: ['spawn', 'term', 'kill', 'report'],
  })
  t.match(
    walk(1, [...start, { type: 'stop', cause: 'release' }, { type: 'gone' }]),
    { state: { verdict: 'release' }, effects: ['spawn', 'kill', 'report'] },
    'no grace',
  )
  t.match(
    walk(1, [{ type: 'prepared' }, { type: 'stop', cause: 'cancel' }, { type: 'spawned' }]),
    { state: { phase: 'terminating', cause: 'cancel' } },
    'a stop waits for the spawn that is underway',
  )
  t.match(
    walk(2, [
      ...start,
      { type: 'exited', ok: true, leftover: true },
      { type: 'stop', cause: 'cancel' },
      { type: 'gone' },
    ]),
    { state: { phase: 'reaped', cause: 'cancel' } },
    'cancelled between two tasks',
  )
  t.match(
    walk(1, [
      ...start,
      { type: 'stop', cause: 'lease' },
      { type: 'stop', cause: 'cancel' },
      { type: 'grace-over' },
      { type: 'gone' },
    ]),
    { state: { verdict: 'fail', cause: 'cancel' } },
    'a verdict beats giving back',
  )
})
