/**
 * Workers: who is heard, how long a lease lasts, and what the hour brings. The model has clocks of its own: for each
 * worker the hour, by the server's monotonic clock, of its last renewal.
 */
import { isTerminal } from '@agenix/specs'
import type { Answer, Command } from '../../agq/dist/engine/commands.js'
import { said } from './check-writes.ts'
import type { Life } from './life.ts'
import type { Step } from './shadow.ts'
import type { World } from './world.ts'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

export class Workers {
  readonly #world: World
  /** Monotonic hours of this server life. */
  readonly #renewed = new Map<string, number>()
  lastTickMono = 0

  constructor(world: World) {
    this.#world = world
  }

  check(step: Step): void {
    for (const [command, answer] of step.answered()) {
      switch (command.kind) {
        case 'boot':
          this.#boot(step, command)
          break
        case 'worker.register':
          this.#register(step, command, answer)
          break
        case 'worker.heartbeat':
          this.#heartbeat(step, command, answer)
          break
        default:
      }
    }
    // Two may share a batch; what is true after it is measured by the later one.
    const ticks = step.commands.filter((command) => command.kind === 'tick')
    const [latest] = ticks.sort((a, b) => b.at.monoMs - a.at.monoMs)
    if (latest !== undefined) this.#tick(step, latest)
  }

  /** Silent for longer than its lease, and nobody noticed: the timer sleeps. */
  overdue(server: Life, wallMs: number, shadow: Step['shadow']): string | null {
    const { monoMs, steadyMs } = server
    if (Math.min(steadyMs, monoMs - this.lastTickMono) < PATIENCE_MS) return null
    for (const worker of shadow.workers.values()) {
      const renewed = this.#renewed.get(worker.workerId)
      if (worker.status !== 'live' && worker.status !== 'draining') continue
      if (renewed !== undefined && renewed + worker.leaseMs + PATIENCE_MS < monoMs) {
        return `worker ${worker.workerId} was renewed at ${renewed}, and it is ${monoMs}`
      }
    }
    for (const job of shadow.scheduled.values()) {
      if (job.dueAt !== null && job.dueAt + PATIENCE_MS < wallMs)
        return `${job.jobId} is due since ${job.dueAt}`
    }
    return null
  }

  #boot(step: Step, command: Of<'boot'>): void {
    this.#renewed.clear()
    this.lastTickMono = command.at.monoMs
    for (const worker of step.shadow.workers.values()) {
      if (worker.status !== 'live' && worker.status !== 'draining') continue
      this.#renewed.set(worker.workerId, command.at.monoMs)
      const wanted = command.at.monoMs + worker.leaseMs
      if (worker.leaseUntilMono !== wanted) {
        const found = `${worker.workerId} has it until ${worker.leaseUntilMono}, not ${wanted}`
        this.#world.violate('at boot every live worker gets its full lease', found)
      }
    }
  }

  #register(step: Step, command: Of<'worker.register'>, answer: Answer): void {
    const workerId = command.registration.worker_id
    const row = step.shadow.workers.get(workerId)
    const before = step.workersBefore.get(workerId)
    if (answer.kind === 'ok') {
      this.#renewed.set(workerId, command.at.monoMs)
      const taken = command.holderIsThere && before?.instance !== command.registration.instance
      if (
        taken &&
        step.workerIsAlone(workerId) &&
        (before?.status === 'live' || before?.status === 'draining')
      ) {
        this.#world.violate('a worker id belongs to the process that is there', workerId)
      }
    } else if (step.workerIsAlone(workerId) && row !== before) {
      this.#world.violate('a refused registration changes nothing', `${workerId}: ${said(answer)}`)
    }
  }

  #heartbeat(step: Step, command: Of<'worker.heartbeat'>, answer: Answer): void {
    const { workerId, instance } = command
    const row = step.shadow.workers.get(workerId)
    const before = step.workersBefore.get(workerId)
    if (answer.kind !== 'json') {
      if (step.workerIsAlone(workerId) && row !== before) {
        this.#world.violate('a refused heartbeat renews nothing', `${workerId}: ${said(answer)}`)
      }
      return
    }
    this.#renewed.set(workerId, Math.max(this.#renewed.get(workerId) ?? 0, command.at.monoMs))
    if (!step.workerIsAlone(workerId) || row === undefined) return
    if (instance !== null && before?.instance !== instance) {
      const heard = `${workerId} is ${before?.instance}, and ${instance} was heard`
      this.#world.violate('a process whose id was taken is not heard', heard)
    }
    const wanted = Math.max(before?.leaseUntilMono ?? 0, command.at.monoMs + row.leaseMs)
    if (row.leaseUntilMono !== wanted) {
      const found = `${workerId} until ${row.leaseUntilMono}, heard at ${command.at.monoMs}`
      this.#world.violate('a heartbeat renews the lease, by the monotonic clock', found)
    }
    this.#checkReply(step, command, JSON.parse(answer.text))
  }

  #checkReply(
    step: Step,
    command: Of<'worker.heartbeat'>,
    reply: {
      readonly cancel: readonly { readonly job_id: string }[]
      readonly fenced: readonly { readonly job_id: string; readonly token: number }[]
      readonly drain: boolean
    },
  ): void {
    const { workerId, held } = command
    for (const job of step.shadow.held.values()) {
      if (job.heldBy !== workerId || job.status !== 'cancelled') continue
      if (!step.changed.has(job.jobId) && !reply.cancel.some((told) => told.job_id === job.jobId)) {
        this.#world.violate(
          'the holder of a cancelled Job is told',
          `${workerId} was not told of ${job.jobId}`,
        )
      }
    }
    for (const claim of held ?? []) {
      const row = step.before(claim.jobId)
      const owns = row !== undefined && row.token === claim.token && row.heldBy === workerId
      const told = reply.fenced.some(({ job_id, token }) => job_id === claim.jobId && token === claim.token)
      if (owns === told && !step.commands.some((other) => 'jobId' in other && other.jobId === claim.jobId)) {
        const about = `${workerId} claims ${claim.jobId}@${claim.token}: ${told ? 'fenced' : 'not fenced'}`
        this.#world.violate('a worker is told which leases it has lost', about)
      }
    }
    if ((step.workersBefore.get(workerId)?.status === 'draining') !== reply.drain) {
      this.#world.violate('a draining worker is told', workerId)
    }
  }

  #tick(step: Step, command: Of<'tick'>): void {
    const { monoMs, wallMs } = command.at
    this.lastTickMono = Math.max(this.lastTickMono, monoMs)
    for (const worker of step.shadow.workers.values()) {
      const { workerId, leaseMs, status } = worker
      const renewed = this.#renewed.get(workerId)
      if (renewed === undefined) continue
      const before = step.workersBefore.get(workerId)
      const wasLive = before?.status === 'live' || before?.status === 'draining'
      const about = `${workerId} was renewed at ${renewed} for ${leaseMs} ms and is ${status} at ${monoMs}`
      if (wasLive && status === 'lost' && monoMs < renewed + leaseMs) {
        this.#world.violate('a lease lasts its time', about)
      }
      // A word of its own that waited in a stopped server may come behind the tick; the next one looks again.
      const spoke = step.commands.some((other) => nameOf(other) === workerId)
      if (!spoke && (status === 'live' || status === 'draining') && monoMs >= renewed + leaseMs) {
        this.#world.violate('a worker that missed two heartbeats is lost', about)
      }
    }
    // A lease of the same batch may have been asked for later.
    const latestMs = Math.max(...step.commands.map((other) => ('at' in other ? other.at.wallMs : 0)))
    for (const [jobId, { before, after }] of step.changed) {
      const expired =
        after.status === 'failed' &&
        before !== undefined &&
        before.heldBy === null &&
        !isTerminal(before.status)
      if (expired && (after.expiresAt === null || after.expiresAt > latestMs)) {
        this.#world.violate('a Job expires at its hour', `${jobId} at ${wallMs}, not ${after.expiresAt}`)
      }
      // One that was cancelled and sent back in this batch begins anew.
      const byHand = before !== undefined && before.handRetries !== after.handRetries
      const starts = after.status === 'pending' || after.status === 'running'
      const due = before?.status === 'scheduled' && starts && !byHand
      if (due && before.dueAt !== null && before.dueAt > wallMs) {
        this.#world.violate('a Job waits until its hour', `${jobId} at ${wallMs}, not ${before.dueAt}`)
      }
    }
    if (step.commands.length > 1) return
    for (const job of step.shadow.scheduled.values()) {
      if (job.dueAt !== null && job.dueAt <= wallMs) {
        this.#world.violate(
          'what is due begins to wait',
          `${job.jobId} is due at ${job.dueAt}, it is ${wallMs}`,
        )
      }
    }
    for (const job of [...step.shadow.ready.values(), ...step.shadow.scheduled.values()]) {
      // A Job that came back in this very tick is looked at in the next.
      if (!step.changed.has(job.jobId) && job.expiresAt !== null && job.expiresAt <= wallMs) {
        this.#world.violate(
          'what has expired is given up',
          `${job.jobId} at ${job.expiresAt}, it is ${wallMs}`,
        )
      }
    }
  }
}

/** The longest sleep of the server's timer, and what its batch may take. */
const PATIENCE_MS = 12_000

/** The worker that a worker's own command is about. */
function nameOf(command: Step['commands'][number]): string | null {
  if (command.kind === 'worker.register') return command.registration.worker_id
  return command.kind === 'worker.heartbeat' ? command.workerId : null
}
