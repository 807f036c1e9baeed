/** Retention's pace, and what it does when the wall clock is set. */
import { pino } from 'pino'
import t from 'tap'
import type { Answer, Command, SweepCommand } from '../../../../agq/dist/engine/commands.js'
import { Sweeper } from '../../../../agq/dist/loop/sweeper.js'

const REST_MS = 200
const HOUR_MS = 3_600_000
const TEN_YEARS_MS = 315_360_000_000
const rules = [
  { name: 'old', what: 'jobs', max_age_secs: 60 },
  { name: 'many', what: 'jobs', max_age_secs: 60, max_count: 5 },
  { name: 'blobs', what: 'blobs', max_age_secs: 60 },
] as const

/** A sweeper whose engine finds `left` things for each rule, one a step; a round ends when it wants to rest. */
class Stand {
  wallMs = Date.parse('2026-01-01T00:00:00Z')
  uptimeMs = 5_000_000
  isHeld = false
  readonly left = new Map<string, number>()
  readonly asked: SweepCommand[] = []
  readonly removed: string[] = []
  onAsk: () => void = () => undefined
  readonly sweeper
  #rung = Promise.withResolvers<number>()

  constructor() {
    const submit = (_: number, command: Command): Promise<Answer> => Promise.resolve(this.#answer(command))
    const remove = async (names: readonly string[]): Promise<number> => this.removed.push(...names)
    const stand = this
    this.sweeper = new Sweeper({
      loop: { submit },
      blobs: {
        remove,
        removeRows: (work) => work(),
        removeStrays: async () => 0,
        get isHeld() {
          return stand.isHeld
        },
      },
      retention: { sweepMs: REST_MS, rules },
      clock: { now: () => ({ wallMs: this.wallMs, monoMs: Math.floor(performance.now()) }) },
      uptimeMs: () => this.uptimeMs,
      log: pino({ level: 'silent' }),
      wakeAt: (monoMs) => this.#rung.resolve(monoMs),
    })
  }

  pass(ms: number): void {
    this.wallMs += ms
    this.uptimeMs += ms
  }

  /** Rings until a round is over and it rests; answers which rules were asked, and how. */
  async round(): Promise<SweepCommand[]> {
    this.asked.length = 0
    let restMs = 0
    while (restMs < REST_MS / 2) restMs = (await this.#ring()) - performance.now()
    return [...this.asked]
  }

  async #ring(): Promise<number> {
    this.#rung = Promise.withResolvers()
    while (performance.now() < this.sweeper.dueMono + 1) await new Promise((resolve) => setImmediate(resolve))
    this.sweeper.ring()
    return this.#rung.promise
  }

  #answer(command: Command): Answer {
    if (command.kind !== 'retention.sweep') return { kind: 'names', names: [] }
    this.asked.push(command)
    this.onAsk()
    if (!('rule' in command.step)) return { kind: 'retired', count: 0, bytes: 0, blobs: [] }
    const { name, what } = command.step.rule
    const left = this.left.get(name) ?? 0
    this.left.set(name, Math.max(0, left - 1))
    const count = left > 0 ? 1 : 0
    return {
      kind: 'retired',
      count,
      bytes: 10 * count,
      blobs: what === 'blobs' && count > 0 ? [`b${left}`] : [],
    }
  }
}

function names(asked: readonly SweepCommand[]): string[] {
  return asked.map(({ step }) => ('rule' in step ? step.rule.name : 'workers'))
}

t.test('each rule in turn until it finds nothing more', async (t) => {
  const stand = new Stand()
  stand.left.set('old', 2).set('blobs', 1)
  const asked = await stand.round()
  t.same(names(asked), ['workers', 'old', 'many', 'blobs', 'old', 'blobs', 'old'])
  t.equal(new Set(asked.map(({ at }) => at.wallMs)).size, 1, 'one time for the whole round')
  t.same(stand.removed, ['b1'])
  t.match(stand.sweeper.swept.get('old'), { count: 2, bytes: 20 })
})

t.test('while blobs are held none is asked for', async (t) => {
  const stand = new Stand()
  stand.isHeld = true
  t.same(names(await stand.round()), ['workers', 'old', 'many'])
})

t.test('a clock set ten years ahead makes nothing old; when it is back, age counts again', async (t) => {
  const stand = new Stand()
  stand.wallMs += TEN_YEARS_MS
  const asked = await stand.round()
  t.same(names(asked), ['many'], 'only what goes by its number')
  t.match(asked, [{ step: { rule: { max_count: 5 } } }])
  t.notMatch(asked, [{ step: { rule: { max_age_secs: 60 } } }])
  t.notOk(stand.sweeper.agesCount)
  stand.wallMs -= TEN_YEARS_MS
  t.same(names(await stand.round()), ['workers', 'old', 'many', 'blobs'])
})

t.test(
  'a clock that is put right in the middle of a round: nothing goes by the hour it began with',
  async (t) => {
    const stand = new Stand()
    const rightMs = stand.wallMs
    stand.wallMs += TEN_YEARS_MS
    stand.onAsk = () => {
      stand.wallMs = rightMs
    }
    const asked = await stand.round()
    const byAge = asked.filter(({ step }) => 'rule' in step && step.rule.max_age_secs !== undefined)
    t.same(names(byAge), ['blobs'])
    for (const { at } of byAge) t.equal(at.wallMs, rightMs)
  },
)

t.test('a clock set back, and a small correction', async (t) => {
  const stand = new Stand()
  stand.wallMs -= TEN_YEARS_MS
  t.notOk(stand.sweeper.agesCount)
  stand.wallMs += TEN_YEARS_MS + HOUR_MS - 1000
  t.ok(stand.sweeper.agesCount)
  stand.wallMs += 2_000
  t.notOk(stand.sweeper.agesCount)
})

t.test('a machine that slept for a week has not had its clock set', async (t) => {
  const stand = new Stand()
  stand.pass(168 * HOUR_MS)
  t.ok(stand.sweeper.agesCount)
  t.equal(stand.sweeper.clockOffMs, 0)
})
