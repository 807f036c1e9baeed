/** WORKER.*: who can run what, and whether they live. */
import { type HeartbeatStats, limits, readHeartbeat, readRegistration } from '@agenix/specs'
import type { Caller, Dispatched } from '../wire/index.ts'
import { documentOf, idOf, Refusal } from './arguments.ts'
import type { CommandEntry, Context } from './context.ts'
import { replyOf } from './replies.ts'

export const workerCommands: readonly CommandEntry[] = [
  {
    name: 'WORKER.REGISTER',
    arity: 2,
    summary: 'Begins or resumes a worker: WORKER.REGISTER json',
    run: register,
  },
  {
    name: 'WORKER.HEARTBEAT',
    arity: -2,
    summary: 'Renews all leases of a worker: WORKER.HEARTBEAT id [stats]',
    run: heartbeat,
  },
  { name: 'WORKER.UNREGISTER', arity: 2, summary: 'Ends a worker; what it holds goes back', run: unregister },
  { name: 'WORKER.DRAIN', arity: 2, summary: 'Gives a worker no further Jobs', run: drain },
  { name: 'WORKER.LIST', arity: 1, summary: 'All workers, as JSON', replyBytes: limits.listBytes, run: list },
  { name: 'WORKER.GET', arity: 2, summary: 'One worker with all it can run, as JSON', run: get },
]

function register(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const read = readRegistration(documentOf(args[0], 'the registration', limits.registrationBytes), 'first')
  if (!read.ok) throw new Refusal('ERR', read.problems[0].text)
  const registration = read.value
  const { worker_id: workerId, instance } = registration
  context.registrars.checkClaim(workerId, caller, context.clock.now().wallMs)
  if (!context.registrars.enter(workerId, caller)) throw leftConnection(workerId)
  const wished = registration.heartbeat_interval_secs
  const intervalMs = wished === undefined ? limits.heartbeatIntervalMs.default : Math.round(wished * 1000)
  return context.loop
    .submit(caller.id, {
      kind: 'worker.register',
      holderIsThere: context.registrars.holderIsThere(workerId, caller),
      registration,
      intervalMs,
      leaseMs: intervalMs * limits.leaseHeartbeats,
      at: context.clock.now(),
    })
    .then((answer) => {
      if (answer.kind === 'ok') {
        // Its next blocked lease introduces it anew.
        context.leases.forget(workerId)
        context.registrars.registered(workerId, instance, caller)
      }
      return replyOf(answer)
    })
}

function heartbeat(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const workerId = idOf(args[0], 'worker')
  context.registrars.checkSpeaker(workerId, caller)
  const read = args[1] === undefined ? null : readHeartbeat(args[1], 'first')
  if (read !== null && !read.ok) throw new Refusal('ERR', read.problems[0].text)
  const stats = read?.value
  return context.loop
    .submit(caller.id, {
      kind: 'worker.heartbeat',
      workerId,
      instance: stats?.instance ?? null,
      held: context.registrars.isLeft(workerId, caller) ? null : heldOf(stats),
      stats: stats === undefined ? null : loadOf(stats),
      at: context.clock.now(),
    })
    .then(replyOf)
}

function heldOf(stats: HeartbeatStats | undefined) {
  return stats?.held?.map((job) => ({ jobId: job.job_id, token: job.token })) ?? null
}

/** What people want to see of a heartbeat; the rest is for the rules. */
function loadOf({ slots_total, slots_used, load, disk_free_bytes, disk_low }: HeartbeatStats): string {
  return JSON.stringify({ slots_total, slots_used, load, disk_free_bytes, disk_low })
}

function unregister(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const workerId = idOf(args[0], 'worker')
  context.registrars.checkSpeaker(workerId, caller)
  if (context.registrars.isLeft(workerId, caller)) throw leftConnection(workerId)
  return context.loop
    .submit(caller.id, { kind: 'worker.unregister', workerId, at: context.clock.now() })
    .then((answer) => {
      context.leases.forget(workerId)
      return replyOf(answer)
    })
}

function leftConnection(workerId: string): Refusal {
  return new Refusal(
    'FENCED',
    `worker ${workerId} has registered on a newer connection than this: speak there, or connect anew`,
  )
}

function drain(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const workerId = idOf(args[0], 'worker')
  context.registrars.checkSpeaker(workerId, caller)
  return context.loop
    .submit(caller.id, { kind: 'worker.drain', workerId, at: context.clock.now() })
    .then(replyOf)
}

function list(context: Context, caller: Caller): Dispatched {
  return context.loop.submit(caller.id, { kind: 'worker.list' }).then(replyOf)
}

function get(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  return context.loop
    .submit(caller.id, { kind: 'worker.get', workerId: idOf(args[0], 'worker') })
    .then(replyOf)
}
