/**
 * From a submitted Job to an exit code, in front of a person: follows it, explains why it does not start, cancels it on
 * Ctrl-C or when nobody reads its output any more, and ends with a line per task.
 * Order matters: subscribe, then submit, then look, so that no event and no byte is missed.
 */
import { isTerminal, type JobEnvelope, type JobStatusView } from '@agenix/specs'
import type { AgqClient, JobInput } from '../client/agq-client.ts'
import { AgqError, isUnreachable } from '../client/agq-error.ts'
import type { JobEvent } from '../client/views.ts'
import { exitBrokenPipe, exitCodeOf, exitNotFound } from '../exit-code.ts'
import { interruptExitCodes, watchInterrupts } from '../interrupts.ts'
import { OutputFailure } from '../output-failure.ts'
import { quoteCommand } from '../pipeline/quote-word.ts'
import { writeJson } from '../render/answer.ts'
import { describeCuts } from '../render/cut-streams.ts'
import { renderTasks, summarise } from '../render/job-text.ts'
import type { Envelope } from '../submit/make-envelope.ts'
import type { Seal } from '../submit/sign-envelope.ts'
import type { Terminal } from '../terminal.ts'
import { Failure } from '../usage-error.ts'
import { type Follower, followJob, showLast } from './follow-job.ts'
import { askWhy } from './why-waiting.ts'

const explainAfterMs = 500
const cancelAgainMs = 500

/** How to run it. */
export interface RunOptions {
  readonly client: AgqClient
  readonly terminal: Terminal
  /** Its id, and its tasks as far as they are known. */
  readonly job: Pick<JobEnvelope, 'job_id' | 'tasks'>
  /** Hands the Job to AGQ; called once, when every event of it will be heard. */
  readonly begin: () => Promise<void>
  /** Whose stdout is shown, asked after `begin`; by default that of the last of `job.tasks`. */
  readonly lastTask?: () => number
  /** The attempt whose output is shown first; by default 1. */
  readonly firstAttempt?: number
  /** The final status as JSON on stdout, instead of the output. */
  readonly json: boolean
  /** No line per task at the end. */
  readonly quiet: boolean
  /** Leave a Job queued that no worker can run now. */
  readonly waitForWorker: boolean
  /** AGQ ends with us, and every Job with it. */
  readonly local?: boolean
}

/** A `begin` that submits: reads the input, and says so where AGQ knew the Job already. */
export async function submitTo(
  { client, terminal }: Pick<RunOptions, 'client' | 'terminal'>,
  envelope: Envelope,
  seal: Seal,
  readInput: () => Promise<JobInput | undefined>,
): Promise<void> {
  const input = await readInput()
  const { job_id: jobId } = envelope.job
  if (envelope.idWasGiven && (await client.status(jobId)) !== null) {
    terminal.say(`agx: Job ${jobId} was submitted before; this is the same Job, nothing runs twice`)
  }
  const { bytes, signature } = seal(envelope, input)
  await client.submit(bytes, input, signature)
}

/** Begins and follows. Resolves to the exit code of the Job. */
export async function runJob(options: RunOptions): Promise<number> {
  const { client, terminal, job } = options
  const jobId = job.job_id
  const state = { submitted: false }
  const over = new AbortController()
  const follower = followJob({
    client,
    terminal,
    jobId,
    show: options.json ? () => undefined : showLast(terminal, () => lastTaskOf(options)),
    firstAttempt: options.firstAttempt ?? 1,
    whole: true,
    signal: over.signal,
  })
  const onInterrupt = (): void => {
    const what = follower.hasEnded()
      ? `interrupted; Job ${jobId} has ended already`
      : `interrupted (once more: leave at once), cancelling Job ${jobId}`
    terminal.say(`agx: ${what}`)
    // A reader that has stopped reading must not hold up the end.
    terminal.dropOutput()
    void cancelQuietly(client, jobId, over.signal)
  }
  // Before the Job is there, nothing needs to be stopped in order.
  const interrupts = watchInterrupts(
    (signal) => (state.submitted ? onInterrupt() : process.exit(interruptExitCodes[signal])),
    () => terminal.say(`agx: left Job ${jobId}; it may still be running: agx job status ${jobId}`),
  )
  const onReaderGone = async (): Promise<void> => {
    if (await cancelQuietly(client, jobId, over.signal))
      terminal.say(`agx: nobody reads the output any more, cancelling Job ${jobId}`)
  }
  terminal.readerGone.addEventListener('abort', onReaderGone)
  const subscription = await client.subscribe(
    [`job:${jobId}`],
    (_, message) => follower.onEvent(message as JobEvent),
    { onGap: () => follower.lookAgain() },
  )
  try {
    await options.begin()
    state.submitted = true
    follower.start()
    const status = await Promise.race([follower.ended, explain(options, follower, over.signal)])
    // About a writer whose reader left, one line was enough.
    if (terminal.readerGone.aborted && status.status === 'cancelled') return exitBrokenPipe
    await report(options, status)
    return (status.status === 'cancelled' ? interrupts.exitCode() : undefined) ?? exitCodeOf(status)
  } catch (error) {
    if (error instanceof OutputFailure) throw await whatRemains(options, error, over.signal)
    if (state.submitted && isUnreachable(error)) throw goesOn(error, jobId)
    throw error
  } finally {
    over.abort()
    interrupts.close()
    terminal.readerGone.removeEventListener('abort', onReaderGone)
    await subscription.close()
  }
}

/** Never resolves; rejects when the Job cannot run and waiting is not wanted. */
async function explain(options: RunOptions, follower: Follower, signal: AbortSignal): Promise<never> {
  const never = new Promise<never>(() => {})
  if (!(await waited(explainAfterMs, signal)) || follower.hasStarted()) return never
  const { client, terminal, job } = options
  const jobId = job.job_id
  const waiting = await askWhy(client, jobId)
  if (waiting === undefined || signal.aborted || follower.hasStarted()) return never
  if (waiting.nobody === undefined || options.waitForWorker) {
    terminal.say(`agx: Job ${jobId} waits: ${waiting.sentence}`)
    return never
  }
  await cancelQuietly(client, jobId, signal)
  throw new Failure(
    `${waiting.nobody}; the Job was cancelled. Start a worker that has it, or leave the Job queued for one with --wait-for-worker.`,
    exitNotFound,
  )
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  const done = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => done.resolve(true), ms)
  signal.addEventListener('abort', () => done.resolve(false), { once: true })
  const result = await done.promise
  clearTimeout(timer)
  return result
}

/**
 * Cancels; while AGQ is away, again and again, because whoever pressed Ctrl-C wants the Job to end. Resolves to whether
 * AGQ took it: a Job that ended meanwhile refuses to be cancelled, and its end is on the way to us.
 */
async function cancelQuietly(client: AgqClient, jobId: string, signal: AbortSignal): Promise<boolean> {
  do {
    try {
      await client.cancel(jobId)
      return true
    } catch (error) {
      if (!(error instanceof AgqError)) throw error
      if (!isUnreachable(error)) return false
    }
  } while (await waited(cancelAgainMs, signal))
  return false
}

/** Our stdout is full, the Job is not: it stays where its output can be read, unless AGQ ends with us. */
async function whatRemains(
  { client, job, local }: RunOptions,
  failure: OutputFailure,
  signal: AbortSignal,
): Promise<OutputFailure> {
  const jobId = job.job_id
  if (local === true) {
    await cancelQuietly(client, jobId, signal)
    return failure
  }
  return failure.and(`${await stateOf(client, jobId)}, read it later with: agx job stdout ${jobId}`)
}

async function stateOf(client: AgqClient, jobId: string): Promise<string> {
  try {
    const status = (await client.status(jobId))?.status
    if (status === undefined || !isTerminal(status)) return 'the Job goes on'
    return status === 'completed' ? 'the Job has completed' : `the Job has ended (${status})`
  } catch (error) {
    if (error instanceof AgqError) return 'the Job goes on'
    throw error
  }
}

function lastTaskOf({ lastTask, job }: RunOptions): number {
  return lastTask?.() ?? Math.max(...job.tasks.map((task) => task.task_number))
}

async function report(options: RunOptions, status: JobStatusView): Promise<void> {
  const { terminal } = options
  if (options.json) await writeJson(terminal, status)
  if (!options.quiet) sayTasks(options, status)
  for (const line of describeCuts(status, (task, name) => name === 'STDERR' || task === lastTaskOf(options)))
    terminal.say(`agx: ${line}`)
  if (status.status !== 'completed') terminal.say(`agx: ${summarise(status)}`)
}

function sayTasks({ terminal, job }: RunOptions, status: JobStatusView): void {
  const commands = new Map(
    job.tasks.map((task) => [task.task_number, quoteCommand(task.command, task.args ?? [])]),
  )
  terminal.say(renderTasks(status, commands, terminal.errPalette, terminal.width).trimEnd())
}

function goesOn(error: unknown, jobId: string): AgqError {
  const text = error instanceof Error ? error.message : String(error)
  return new AgqError('UNREACHABLE', `${text} The Job goes on without us: agx job wait ${jobId}`)
}
