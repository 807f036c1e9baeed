/**
 * From a submitted Job to an exit code, in front of a person: follows it, explains why it does not start, cancels it on
 * Ctrl-C or when nobody reads its output any more, and ends with a line per task.
 * Order matters: subscribe, then submit, then look, so that no event and no byte is missed.
 */
import type { JobStatusView } from '@agenix/specs'
import type { AgqClient, JobInput } from '../client/agq-client.ts'
import { AgqError, isUnreachable } from '../client/agq-error.ts'
import type { JobEvent } from '../client/views.ts'
import { exitBrokenPipe, exitCodeOf, exitNotFound } from '../exit-code.ts'
import { interruptExitCodes, watchInterrupts } from '../interrupts.ts'
import { quoteCommand } from '../pipeline/quote-word.ts'
import { writeJson } from '../render/answer.ts'
import { renderTasks, summarise } from '../render/job-text.ts'
import type { Envelope } from '../submit/make-envelope.ts'
import type { Terminal } from '../terminal.ts'
import { Failure } from '../usage-error.ts'
import { type Follower, followJob } from './follow-job.ts'
import { askWhy } from './why-waiting.ts'

const explainAfterMs = 500
const cancelAgainMs = 500

/** How to run it. */
export interface RunOptions {
  readonly client: AgqClient
  readonly terminal: Terminal
  readonly envelope: Envelope
  /** Reads the Job's input; called once, before the Job is submitted. */
  readonly readInput: () => Promise<JobInput | undefined>
  /** Called once AGQ has the Job. */
  readonly onSubmitted?: () => void
  /** The final status as JSON on stdout, instead of the output. */
  readonly json: boolean
  /** No line per task at the end. */
  readonly quiet: boolean
  /** Leave a Job queued that no worker can run now. */
  readonly waitForWorker: boolean
}

/** Submits and follows. Resolves to the exit code of the Job. */
export async function runJob(options: RunOptions): Promise<number> {
  const { client, terminal, envelope } = options
  const jobId = envelope.job.job_id
  const lastTask = Math.max(...envelope.job.tasks.map((task) => task.task_number))
  const state = { submitted: false }
  const over = new AbortController()
  const follower = followJob({
    client,
    terminal,
    jobId,
    lastTask,
    showOutput: !options.json,
    signal: over.signal,
  })
  const stop = (why: string): void => {
    terminal.say(`agx: ${why}, cancelling Job ${jobId}`)
    // A reader that has stopped reading must not hold up the end.
    terminal.dropOutput()
    void cancelQuietly(client, jobId, over.signal)
  }
  // Before the Job is there, nothing needs to be stopped in order.
  const interrupts = watchInterrupts(
    (signal) =>
      state.submitted
        ? stop('interrupted (once more: leave at once)')
        : process.exit(interruptExitCodes[signal]),
    () => terminal.say(`agx: left Job ${jobId}; it may still be running: agx job status ${jobId}`),
  )
  const onReaderGone = (): void => stop('nobody reads the output any more')
  terminal.readerGone.addEventListener('abort', onReaderGone)
  const subscription = await client.subscribe([`job:${jobId}`], (_, message) =>
    follower.onEvent(message as JobEvent),
  )
  try {
    const input = await options.readInput()
    if (envelope.idWasGiven && (await client.status(jobId)) !== null) {
      terminal.say(`agx: Job ${jobId} was submitted before; this is the same Job, nothing runs twice`)
    }
    await client.submit(envelope.bytes, input)
    state.submitted = true
    options.onSubmitted?.()
    follower.start()
    const status = await Promise.race([follower.ended, explain(options, follower, over.signal)])
    // About a writer whose reader left, one line was enough.
    if (terminal.readerGone.aborted && status.status === 'cancelled') return exitBrokenPipe
    await report(options, status)
    return (status.status === 'cancelled' ? interrupts.exitCode() : undefined) ?? exitCodeOf(status)
  } catch (error) {
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
  const { client, terminal, envelope } = options
  const jobId = envelope.job.job_id
  const waiting = await askWhy(client, jobId)
  if (waiting === undefined || signal.aborted || follower.hasStarted()) return never
  if (waiting.missing.length === 0 || options.waitForWorker) {
    terminal.say(`agx: Job ${jobId} waits: ${waiting.sentence}`)
    return never
  }
  await cancelQuietly(client, jobId, signal)
  throw new Failure(missingText(waiting.missing), exitNotFound)
}

function missingText(
  missing: readonly { readonly command: string; readonly nearest: string | undefined }[],
): string {
  const names = missing.map(({ command, nearest }) =>
    nearest === undefined
      ? JSON.stringify(command)
      : `${JSON.stringify(command)} (did you mean ${JSON.stringify(nearest)}?)`,
  )
  const noun = missing.length === 1 ? 'the command' : 'the commands'
  return `no worker has ${noun} ${names.join(', ')}; the Job was cancelled. Start a worker that has it, or leave the Job queued for one with --wait-for-worker.`
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  const done = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => done.resolve(true), ms)
  signal.addEventListener('abort', () => done.resolve(false), { once: true })
  const result = await done.promise
  clearTimeout(timer)
  return result
}

/** Cancels; while AGQ is away, again and again, because whoever pressed Ctrl-C wants the Job to end. */
async function cancelQuietly(client: AgqClient, jobId: string, signal: AbortSignal): Promise<void> {
  do {
    try {
      return await client.cancel(jobId)
    } catch (error) {
      if (!(error instanceof AgqError)) throw error
      // A Job that ended meanwhile refuses to be cancelled, and its end is on the way to us.
      if (!isUnreachable(error)) return
    }
  } while (await waited(cancelAgainMs, signal))
}

async function report(options: RunOptions, status: JobStatusView): Promise<void> {
  const { terminal, envelope } = options
  if (options.json) await writeJson(terminal, status)
  if (options.quiet) return
  const commands = new Map(
    envelope.job.tasks.map((task) => [task.task_number, quoteCommand(task.command, task.args ?? [])]),
  )
  terminal.say(renderTasks(status, commands, terminal.errPalette, terminal.width).trimEnd())
  if (status.task_results.some((result) => result.truncated)) {
    terminal.say(
      'agx: output beyond the limit of a stream was dropped (limits.output_bytes in the envelope raises it)',
    )
  }
  if (status.status !== 'completed') terminal.say(`agx: ${summarise(status)}`)
}

function goesOn(error: unknown, jobId: string): AgqError {
  const text = error instanceof Error ? error.message : String(error)
  return new AgqError('UNREACHABLE', `${text} The Job goes on without us: agx job wait ${jobId}`)
}
