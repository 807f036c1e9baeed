/**
 * Whatever is submitted, uploaded, run and swept in whatever order and batches: counts equal a recount, a blob is idle
 * exactly when no Job names it, nothing of a Job that is gone stays, and nothing that must stay goes.
 */
import fc from 'fast-check'
import t from 'tap'
import type { Command } from '../../../../agq/dist/engine/commands.js'
import { Desk, taskReport } from './desk.ts'

type Ended = ('completed' | 'failed' | 'cancelled' | 'dead')[]

const JOBS = ['a', 'b', 'c', 'd']
const BLOBS = ['1', '2'].map((digit) => digit.repeat(64))

const rule = fc.record(
  {
    name: fc.constant('r'),
    what: fc.constantFrom('jobs' as const, 'outputs' as const),
    statuses: fc.constantFrom<Ended[]>(['completed'], ['failed', 'cancelled']),
    queues: fc.constantFrom(['q0'], ['q*']),
    max_age_secs: fc.constantFrom(1, 60),
    max_count: fc.integer({ min: 0, max: 2 }),
    max_bytes: fc.constantFrom(0, 150),
  },
  { requiredKeys: ['name', 'what'] },
)
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      job: fc.constantFrom(...JOBS),
      queue: fc.constantFrom('q0', 'q1'),
      input: fc.option(fc.constantFrom(...BLOBS)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      fail: fc.boolean(),
      blob: fc.option(fc.constantFrom(...BLOBS)),
      stdout: fc.constantFrom('', 'x'.repeat(100)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('upload' as const), blob: fc.constantFrom(...BLOBS) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), job: fc.constantFrom(...JOBS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pin' as const), job: fc.constantFrom(...JOBS) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sweep' as const), rule, limit: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sweep blobs' as const), secs: fc.constantFrom(1, 30) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1_000, 40_000) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

t.test('histories with sweeps', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      fc.boolean(),
      async (steps, together) => {
        const desk = new Desk(t)
        const pinned = new Set<string>()
        let gathered: Command[] = []
        const send = async (command: Command): Promise<void> => {
          gathered.push(command)
          if (!together || gathered.length > 2) await flush()
        }
        const flush = async (): Promise<void> => {
          const batch = gathered
          gathered = []
          if (batch.length === 0) return
          const { events } = await desk.batch(...batch)
          for (const event of events) {
            if (event.event !== 'expired' || event.channel !== 'job') continue
            if (pinned.has(event.jobId)) throw new Error(`${event.jobId} was pinned`)
          }
        }
        await desk.register('w')
        for (const sha256 of BLOBS) await desk.run({ kind: 'blob.record', sha256, bytes: 100, at: desk.at })
        for (const each of steps) await take(desk, each, { send, flush, pinned })
        await flush()
        const { kept, recounted } = desk.counts()
        if (kept.join('\n') !== recounted.join('\n')) {
          throw new Error(`kept:\n${kept.join('\n')}\nrecounted:\n${recounted.join('\n')}`)
        }
      },
    ),
    { numRuns: Number(process.env.ROUNDS ?? 40) },
  )
  t.pass()
})

interface Hands {
  readonly send: (command: Command) => Promise<void>
  readonly flush: () => Promise<void>
  readonly pinned: Set<string>
}

async function take(desk: Desk, each: Step, { send, flush, pinned }: Hands): Promise<void> {
  switch (each.do) {
    case 'submit': {
      const command = desk.submitCommand(each.job, { queue: each.queue })
      if (command.kind !== 'job.submit' || each.input === null) return send(command)
      return send({ ...command, job: { ...command.job, inputRef: each.input, inputBytes: 100 } })
    }
    case 'run': {
      await flush()
      const [grant] = await desk.lease('w')
      if (grant === undefined) return
      const blobs = each.blob === null ? [] : [each.blob]
      const task = { ...taskReport(1, each.fail ? 3 : 0, each.stdout), blobs }
      const verdict = each.fail ? 'fail' : 'complete'
      return send(desk.finishCommand(grant, verdict, { tasks: [task], error: each.fail ? 'failed' : null }))
    }
    case 'upload':
      return send({ kind: 'blob.record', sha256: each.blob, bytes: 100, at: desk.at })
    case 'cancel':
      return send({ kind: 'job.cancel', jobId: each.job, at: desk.at })
    case 'pin':
      await flush()
      if (!desk.pin(each.job)) return
      pinned.add(each.job)
      return
    case 'sweep':
      return send({ kind: 'retention.sweep', step: { rule: each.rule }, limit: each.limit, at: desk.at })
    case 'sweep blobs': {
      const blobs = { name: 'b', what: 'blobs', max_age_secs: each.secs } as const
      return send({ kind: 'retention.sweep', step: { rule: blobs }, limit: 2, at: desk.at })
    }
    case 'pass':
      await flush()
      desk.pass(each.ms)
      await desk.heartbeat('w')
  }
}
