/** `agx job status|stdout|stderr|wait|why ID`: one Job, looked at. */
import { isTerminal, type JobStatusView, type JobWhyView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { AgqError } from '../client/agq-error.ts'
import type { StreamName } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { StreamCopy } from '../follow/stream-copy.ts'
import { unknownJob, waitForJob } from '../follow/wait-for-job.ts'
import { OutputFailure } from '../output-failure.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { describeCut, describeGap } from '../render/cut-streams.ts'
import { renderStatus } from '../render/job-text.ts'
import { renderWhy } from '../render/why-text.ts'
import { Failure } from '../usage-error.ts'
import { readSeconds, readWhole } from './option-values.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

/** `agx job status ID`. */
export const jobStatus: Verb = async ({ terminal }, options, [jobId = '']) =>
  withClient(options, async (client) => {
    const status = await statusOf(client, jobId)
    if (wantsJson(options, terminal, false)) await writeJson(terminal, status)
    else await terminal.write(renderStatus(status, terminal.outPalette, terminal.width, Date.now()))
    return exitOk
  })

/** Options of `agx job stdout` and `stderr`. */
export interface OutputOptions extends CommonOptions {
  readonly task?: string
  readonly attempt?: string
}

/** `agx job stdout ID`: exact bytes. */
export const jobStdout: Verb<OutputOptions> = (context, options, args) =>
  copyOutput(context, options, args, 'STDOUT')

/** `agx job stderr ID`: exact bytes. */
export const jobStderr: Verb<OutputOptions> = (context, options, args) =>
  copyOutput(context, options, args, 'STDERR')

const copyOutput = async (
  { terminal }: Parameters<Verb>[0],
  options: OutputOptions,
  [jobId = '']: readonly string[],
  stream: StreamName,
): Promise<number> => {
  const asked = readWhole('--task', options.task, 1, 100)
  const attempt = readWhole('--attempt', options.attempt, 1, 1_000_000) ?? 0
  return withClient(options, async (client) => {
    const status = await statusOf(client, jobId)
    if (attempt > status.attempt) throw new Failure(noAttempt(status, attempt))
    const task = asked ?? lastTaskWithOutput(status, stream)
    if (task === undefined) return exitOk
    const copy = new StreamCopy(
      client,
      { jobId, task, stream, attempt },
      (bytes) => terminal.write(bytes),
      (missing) => {
        terminal.say(`agx: ${describeGap(task, stream, missing)}`)
        return true
      },
    )
    const again = `agx job ${stream.toLowerCase()} ${jobId}${asked === undefined ? '' : ` --task ${asked}`}`
    const written = await pullWhole(copy, again)
    if (written === 0 && asked !== undefined) explainNothing(status, jobId, asked)
    // What is reported of a task is what its last Attempt wrote.
    if (attempt !== 0 && attempt !== status.attempt) return exitOk
    const after = isTerminal(status.status) ? status : await statusOf(client, jobId)
    const result = after.task_results.find(({ task_number }) => task_number === task)
    const cut = result && describeCut(result, stream)
    if (cut !== undefined) terminal.say(`agx: ${cut}`)
    return exitOk
  })
}

async function pullWhole(copy: StreamCopy, again: string): Promise<number> {
  try {
    return await copy.pull()
  } catch (error) {
    if (!(error instanceof OutputFailure)) throw error
    throw error.and(`read it later with: ${again}`)
  }
}

function noAttempt(status: JobStatusView, attempt: number): string {
  const there =
    status.attempt === 0
      ? 'it has not been tried yet'
      : status.attempt === 1
        ? 'it was tried once'
        : `it was tried ${status.attempt} times`
  return `Job ${status.job_id} has no attempt ${attempt}: ${there}. See it with: agx job status ${status.job_id}`
}

/** The last task that wrote something there; while the Job runs, the task that is running. */
function lastTaskWithOutput(status: JobStatusView, stream: StreamName): number | undefined {
  if (status.running_task !== undefined) return status.running_task
  const wrote = status.task_results.filter((result) =>
    stream === 'STDOUT' ? result.stdout_bytes > 0 : result.stderr_bytes > 0,
  )
  return wrote.length === 0 ? undefined : Math.max(...wrote.map((result) => result.task_number))
}

/** An empty output of a task that ran is an answer; of a task that never ran it is none. */
function explainNothing(status: JobStatusView, jobId: string, task: number): void {
  const ran =
    status.task_results.some((result) => result.task_number === task) || status.running_task === task
  if (ran || !isTerminal(status.status)) return
  throw new Failure(`Job ${jobId} has no task ${task} that ran. See what did: agx job status ${jobId}`)
}

/** Options of `agx job wait`. */
export interface WaitVerbOptions extends CommonOptions {
  readonly timeout?: string
}

/** `agx job wait ID`: ends with the exit code of the Job's last task. */
export const jobWait: Verb<WaitVerbOptions> = async (context, options, [jobId = '']) => {
  const timeoutMs = readSeconds('--timeout', options.timeout)
  return withClient(options, (client) =>
    waitForJob(context, client, jobId, { json: options.json === true, timeoutMs }),
  )
}

/** `agx job why ID`: one sentence, and what it rests on. */
export const jobWhy: Verb = async ({ terminal }, options, [jobId = '']) =>
  withClient(options, async (client) => {
    const reply = await orUnknown(client.call('JOB.WHY', jobId), jobId)
    const why = JSON.parse(String(reply)) as JobWhyView
    if (wantsJson(options, terminal, false)) await writeJson(terminal, why)
    else await terminal.write(renderWhy(why, terminal.outPalette, Date.now()))
    return exitOk
  })

/** The Job's status; throws `Failure` when AGQ does not know it. */
export async function statusOf(client: AgqClient, jobId: string): Promise<JobStatusView> {
  const status = await client.status(jobId)
  if (status === null) throw new Failure(unknownJob(jobId))
  return status
}

/** AGQ's answer, with the same words for an id it does not know as every other verb has. */
export async function orUnknown<T>(answer: Promise<T>, jobId: string): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof AgqError && error.code === 'NOTFOUND') throw new Failure(unknownJob(jobId))
    throw error
  }
}
