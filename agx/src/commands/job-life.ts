/** `agx job cancel|retry|delete|pin|unpin ID`: one Job stopped, sent back, forgotten, kept. */
import type { JobStatusView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { type Argument, readOk } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { runJob } from '../follow/run-job.ts'
import { waitForJob } from '../follow/wait-for-job.ts'
import { makeBell } from '../follow/wake.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { describeStop } from '../render/stop-text.ts'
import { UsageError } from '../usage-error.ts'
import { orUnknown, statusOf } from './job.ts'
import { readWhole } from './option-values.ts'
import { type CommonOptions, type Context, type Verb, withClient } from './verb.ts'

/** Options of `agx job cancel`. */
export interface CancelOptions extends CommonOptions {
  readonly wait?: boolean
}

/** `agx job cancel ID [--wait]`. */
export const jobCancel: Verb<CancelOptions> = async ({ terminal }, options, [jobId = '']) =>
  withClient(options, async (client) => {
    const json = wantsJson(options, terminal, false)
    if (options.wait === true) {
      const status = await cancelAndWait(client, jobId)
      if (json) await writeJson(terminal, status)
      else for (const line of describeStop(status)) terminal.say(line)
      return exitOk
    }
    await orUnknown(client.cancel(jobId), jobId)
    if (json) await writeJson(terminal, { job_id: jobId, cancelled: true })
    else terminal.say(`Job ${jobId} is cancelled.`)
    return exitOk
  })

const lookEveryMs = 1_000

/** Resolves once no worker holds the Job any more: its receipt has come, or the worker is lost. */
async function cancelAndWait(client: AgqClient, jobId: string): Promise<JobStatusView> {
  const bell = makeBell()
  const subscription = await client.subscribe([`job:${jobId}`], () => bell.ring())
  try {
    await orUnknown(client.cancel(jobId), jobId)
    for (;;) {
      const status = await statusOf(client, jobId)
      if (status.still_stopping_on === undefined) return status
      await bell.wait(lookEveryMs)
    }
  } finally {
    await subscription.close()
  }
}

/** Options of `agx job retry`. */
export interface RetryOptions extends CommonOptions {
  readonly from?: string
  readonly wait?: boolean
  readonly follow?: boolean
}

const mostTasks = 100

/** `agx job retry ID [--from N]`. */
export const jobRetry: Verb<RetryOptions> = async (context, options, [jobId = '']) => {
  const from = readWhole('--from', options.from, 1, mostTasks)
  if (options.wait === true && options.follow === true) {
    throw new UsageError('--follow waits already: leave --wait away.')
  }
  const { terminal } = context
  return withClient(
    options,
    async (client) => {
      if (options.follow === true) return followRetry(context, client, jobId, from, options.json === true)
      const sent = await sendBack(client, jobId, from)
      const json = wantsJson(options, terminal, true)
      if (options.wait === true) return waitForJob(context, client, jobId, { json })
      if (json) await writeJson(terminal, { job_id: jobId, attempt: sent.attempt, from_task: from ?? 1 })
      else
        await terminal.write(
          `Job ${jobId} is sent back: attempt ${sent.attempt}. See it with: agx job status ${jobId}\n`,
        )
      return exitOk
    },
    { reconnect: options.follow === true },
  )
}

/** From the words of AGQ: the attempt that comes, and how many tasks the Job has. */
interface SentBack {
  readonly attempt: number
  readonly tasks: number
}

async function sendBack(client: AgqClient, jobId: string, from: number | undefined): Promise<SentBack> {
  const more: readonly Argument[] = from === undefined ? [] : ['FROM', from]
  const reply = readOk(await orUnknown(client.call('JOB.RETRY', jobId, ...more), jobId))
  return { attempt: Number(reply.attempt), tasks: Number(reply.tasks) }
}

async function followRetry(
  { terminal }: Context,
  client: AgqClient,
  jobId: string,
  from: number | undefined,
  json: boolean,
): Promise<number> {
  const before = await statusOf(client, jobId)
  let lastTask = 1
  return runJob({
    client,
    terminal,
    job: { job_id: jobId, tasks: [] },
    begin: async () => {
      const sent = await sendBack(client, jobId, from)
      lastTask = sent.tasks
      terminal.say(`agx: Job ${jobId}, attempt ${sent.attempt}`)
    },
    lastTask: () => lastTask,
    firstAttempt: before.attempt + 1,
    json,
    quiet: false,
    waitForWorker: true,
  })
}

/** A verb that is one command with one answer. */
const plain =
  (command: string, answer: Readonly<Record<string, boolean>>, says: string): Verb =>
  async ({ terminal }, options, [jobId = '']) =>
    withClient(options, async (client) => {
      await orUnknown(client.call(command, jobId), jobId)
      if (wantsJson(options, terminal, false)) await writeJson(terminal, { job_id: jobId, ...answer })
      else terminal.say(`Job ${jobId} is ${says}.`)
      return exitOk
    })

/** `agx job delete ID`. */
export const jobDelete = plain('JOB.DELETE', { deleted: true }, 'deleted')

/** `agx job pin ID`. */
export const jobPin = plain('JOB.PIN', { pinned: true }, 'pinned: retention leaves it alone')

/** `agx job unpin ID`. */
export const jobUnpin = plain('JOB.UNPIN', { pinned: false }, 'not pinned any more')
