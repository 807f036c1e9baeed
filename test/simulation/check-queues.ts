/**
 * Queues: a paused one gives nothing, a bounded one is FULL exactly when it is, a ttl is kept, and where several wait
 * the turns go by stride scheduling over their weights. The model is written apart from the engine's, with the same
 * numbers: over many grants the proportions follow from every single turn.
 */
import type { Answer, Command } from '../../agq/dist/engine/commands.js'
import type { QueueRow } from '../../agq/dist/engine/model.js'
import { mayRun } from './check-leases.ts'
import type { Step } from './shadow.ts'
import type { World } from './world.ts'

const STEP = 10_000
const CATCH_UP = 64 * STEP

export function checkQueues(world: World, step: Step): void {
  for (const { row } of step.grantsInOrder) {
    const pausedAt = step.shadow.queues.get(row.queue)?.pausedAt ?? null
    if (pausedAt !== null) world.violate('a paused queue gives nothing', `${row.jobId} of ${row.queue}`)
  }
  checkBounds(world, step)
  checkTurns(world, step)
}

/** These neither add to what waits nor take from it. */
const STILL: ReadonlySet<Command['kind']> = new Set([
  'job.lease',
  'job.status',
  'job.end',
  'job.why',
  'job.list',
  'job.progress',
  'plan.put',
  'plan.get',
  'plan.delete',
  'action.status',
  'queue.stats',
  'queue.pause',
  'queue.resume',
  'worker.drain',
  'blob.record',
])

function checkBounds(world: World, step: Step): void {
  const waiting = new Map(step.waitingBefore)
  const taken = new Set<string>()
  for (const [command, answer] of step.answered()) {
    if (command.kind === 'job.submit') {
      const { jobId, queue } = command.job
      if (step.before(jobId) !== undefined || taken.has(jobId)) continue
      const now = waiting.get(queue) ?? 0
      checkBound(world, step.queuesBefore.get(queue), queue, now, answer)
      if (answer.kind !== 'ok') continue
      // Deleted and submitted again in this batch it has the hours of its second submit, which other settings may have met.
      if (!step.forgets(jobId)) checkTtl(world, step, command, step.queuesBefore.get(queue))
      taken.add(jobId)
      waiting.set(queue, now + 1)
    } else if (!STILL.has(command.kind)) return
  }
}

function checkBound(
  world: World,
  row: QueueRow | undefined,
  queue: string,
  waiting: number,
  answer: Answer,
): void {
  const bound = row?.maxWaiting ?? null
  const full = answer.kind === 'refused' && answer.code === 'FULL' && answer.text.startsWith('queue ')
  const about = `${waiting} Jobs wait in ${queue}, its bound is ${bound}`
  if (full && (bound === null || waiting < bound)) world.violate('FULL only where it is full', about)
  if (answer.kind === 'ok' && bound !== null && waiting >= bound) world.violate('a full queue is FULL', about)
}

function checkTtl(
  world: World,
  step: Step,
  { job, at }: Extract<Command, { kind: 'job.submit' }>,
  queue: QueueRow | undefined,
): void {
  const ttlSecs = queue?.ttlSecs ?? null
  const hours = [job.expiresAt, ttlSecs === null ? null : at.wallMs + ttlSecs * 1000]
  const earliest = Math.min(...hours.map((hour) => hour ?? Number.POSITIVE_INFINITY))
  const row = step.after(job.jobId)
  const found = row?.expiresAt ?? Number.POSITIVE_INFINITY
  // Who sends a Job back by hand wants it to run whatever the hour: it may happen in the batch of its submit.
  if (found !== earliest && row?.handRetries === 0) {
    world.violate('a ttl is kept', `${job.jobId} expires at ${found}, not at ${earliest}`)
  }
}

function checkTurns(world: World, step: Step): void {
  const granted = step.grantsInOrder
  if (granted.length === 0) return
  const busy = new Set(granted.map(({ row }) => row.queue))
  for (const job of step.shadow.ready.values()) {
    if ((step.shadow.queues.get(job.queue)?.pausedAt ?? null) === null) busy.add(job.queue)
  }
  for (const { after } of step.changed.values()) {
    const left = after.gated === 1 || after.error?.startsWith('expired') === true
    // Whoever left the line in the middle of it made its queue count, or did not, by the moment.
    if (left && !busy.has(after.queue)) return
  }
  const passes = new Map([...busy].map((queue) => [queue, step.queuesBefore.get(queue)?.pass ?? 0]))
  const floor = Math.max(...passes.values()) - CATCH_UP
  if (busy.size > 1) for (const [queue, pass] of passes) passes.set(queue, Math.max(pass, floor))
  for (const { row, worker } of granted) {
    const pass = passes.get(row.queue) ?? 0
    for (const waiting of step.shadow.ready.values()) {
      if (waiting.queue === row.queue || worker === undefined || !mayRun(worker, waiting, step.shadow))
        continue
      const other = passes.get(waiting.queue) ?? 0
      if (other < pass) {
        const about = `${row.jobId} of ${row.queue} (pass ${pass}) before ${waiting.jobId} of ${waiting.queue} (pass ${other})`
        world.violate('queues take turns by their weights', about)
      }
    }
    const weight = step.shadow.queues.get(row.queue)?.weight ?? 1
    if (busy.size > 1) passes.set(row.queue, pass + Math.round(STEP / weight))
  }
  for (const { row } of granted) {
    const kept = step.shadow.queues.get(row.queue)?.pass ?? 0
    const wanted = passes.get(row.queue) ?? 0
    if (kept !== wanted) {
      const began = step.queuesBefore.get(row.queue)?.pass ?? 0
      const about = `${row.queue} had pass ${began}, weight ${step.shadow.queues.get(row.queue)?.weight}, has ${kept}, not ${wanted}; busy: ${[...busy]}; granted: ${granted.map((one) => one.row.jobId)}`
      world.violate('a turn is counted', about)
    }
  }
}
