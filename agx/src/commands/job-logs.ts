/** `agx job logs ID` and `agx job attach ID`: the output of a Job's tasks, what is there of it, or as it comes. */
import { isTerminal, type JobEnvelope, type JobStatusView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import type { StreamName } from '../client/views.ts'
import { exitCodeOf, exitOk } from '../exit-code.ts'
import { type Show, showLast } from '../follow/follow-job.ts'
import { StreamCopy } from '../follow/stream-copy.ts'
import { unknownJob } from '../follow/wait-for-job.ts'
import { watchJob } from '../follow/watch-job.ts'
import { quoteCommand } from '../pipeline/quote-word.ts'
import { writeJson } from '../render/answer.ts'
import { describeCuts, describeGap } from '../render/cut-streams.ts'
import { renderTasks, summarise } from '../render/job-text.ts'
import type { Terminal } from '../terminal.ts'
import { Failure, UsageError } from '../usage-error.ts'
import { statusOf } from './job.ts'
import { readWhole } from './option-values.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

/** Options of `agx job logs`. */
export interface LogsOptions extends CommonOptions {
  readonly follow?: boolean
  readonly task?: string
  readonly stdout?: boolean
  readonly stderr?: boolean
  readonly offset?: string
  readonly attempt?: string
}

const mostTasks = 100

/** `agx job logs ID [-f]`. */
export const jobLogs: Verb<LogsOptions> = async ({ terminal }, options, [jobId = '']) => {
  const task = readWhole('--task', options.task, 1, mostTasks)
  const offset = readWhole('--offset', options.offset, 0, Number.MAX_SAFE_INTEGER)
  const attempt = readWhole('--attempt', options.attempt, 1, 1_000_000)
  const only = onlyStream(options)
  if (offset !== undefined && only === undefined) {
    throw new UsageError('--offset counts the bytes of one stream: add --stdout, or --stderr with --task.')
  }
  if (offset !== undefined && only === 'STDERR' && task === undefined) {
    throw new UsageError('--offset counts the bytes of one stream: add --task.')
  }
  if (attempt !== undefined && options.follow === true) {
    throw new UsageError('--follow shows the attempt that runs and those after it: leave --attempt away.')
  }
  return withClient(
    options,
    async (client) => {
      const status = await statusOf(client, jobId)
      const lastTask = Math.max(...(await tasksOf(client, jobId)).map(({ task_number }) => task_number))
      const show = showOf(terminal, task, only, lastTask)
      if (options.follow !== true) {
        await copyWhatIsThere(client, terminal, status, show, { offset, attempt, lastTask })
        return exitOk
      }
      const shown = task ?? lastTask
      const ended = await watchJob({
        client,
        terminal,
        jobId,
        show,
        firstAttempt: Math.max(1, status.attempt),
        ...(offset === undefined ? {} : { offset }),
        comeBack: (follower) => {
          const place = only === undefined ? undefined : (follower.offsetOf(shown, only) ?? offset)
          const from =
            place === undefined || (only === 'STDERR' && task === undefined) ? '' : ` --offset ${place}`
          return `agx job logs -f ${jobId}${wordsOf(options)}${from}`
        },
      })
      return typeof ended === 'number' ? ended : exitOk
    },
    { reconnect: options.follow === true },
  )
}

/** Options of `agx job attach`. */
export interface AttachOptions extends CommonOptions {
  readonly quiet?: boolean
}

/** `agx job attach ID`: shows what `agx run` would, and ends with the Job's exit code. */
export const jobAttach: Verb<AttachOptions> = async ({ terminal }, options, [jobId = '']) =>
  withClient(
    options,
    async (client) => {
      const { attempt } = await statusOf(client, jobId)
      const tasks = await tasksOf(client, jobId)
      const lastTask = Math.max(...tasks.map(({ task_number }) => task_number))
      const json = options.json === true
      const ended = await watchJob({
        client,
        terminal,
        jobId,
        show: json ? () => undefined : showLast(terminal, () => lastTask),
        firstAttempt: Math.max(1, attempt),
        comeBack: () => `agx job attach ${jobId}`,
      })
      if (typeof ended === 'number') return ended
      if (json) await writeJson(terminal, ended)
      if (options.quiet !== true) {
        const lines = tasks.map(
          (task) => [task.task_number, quoteCommand(task.command, task.args ?? [])] as const,
        )
        terminal.say(renderTasks(ended, new Map(lines), terminal.errPalette, terminal.width).trimEnd())
      }
      for (const line of describeCuts(ended, (task, name) => name === 'STDERR' || task === lastTask))
        terminal.say(`agx: ${line}`)
      if (ended.status !== 'completed') terminal.say(`agx: ${summarise(ended)}`)
      return exitCodeOf(ended)
    },
    { reconnect: true },
  )

async function tasksOf(client: AgqClient, jobId: string): Promise<JobEnvelope['tasks']> {
  const reply = await client.call('JOB.GET', jobId)
  if (typeof reply !== 'string') throw new Failure(unknownJob(jobId))
  return (JSON.parse(reply) as JobEnvelope).tasks
}

function onlyStream({ stdout, stderr }: LogsOptions): StreamName | undefined {
  if (stdout === stderr) return undefined
  return stdout === true ? 'STDOUT' : 'STDERR'
}

/** One stream alone goes to stdout, whichever it is, so that it can be piped on. */
function showOf(
  terminal: Terminal,
  task: number | undefined,
  only: StreamName | undefined,
  last: number,
): Show {
  return (number, stream) => {
    if (only !== undefined && stream !== only) return undefined
    if (task !== undefined ? number !== task : stream === 'STDOUT' && number !== last) return undefined
    if (stream === 'STDERR' && only === undefined) return (bytes) => terminal.writeError(bytes)
    return (bytes) => terminal.write(bytes)
  }
}

function wordsOf({ task, stdout, stderr }: LogsOptions): string {
  const words = [
    ...(task === undefined ? [] : ['--task', task]),
    ...(stdout === true ? ['--stdout'] : []),
    ...(stderr === true ? ['--stderr'] : []),
  ]
  return words.map((word) => ` ${word}`).join('')
}

interface There {
  readonly offset: number | undefined
  readonly attempt: number | undefined
  readonly lastTask: number
}

/** Task by task: what each wrote so far, its stderr before its stdout. */
async function copyWhatIsThere(
  client: AgqClient,
  terminal: Terminal,
  status: JobStatusView,
  show: Show,
  { offset = 0, attempt = 0, lastTask }: There,
): Promise<void> {
  const upTo = isTerminal(status.status) ? lastTask : (status.running_task ?? lastTask)
  for (let task = 1; task <= upTo; task += 1) {
    for (const stream of ['STDERR', 'STDOUT'] as const) {
      const sink = show(task, stream)
      if (sink === undefined) continue
      const what = { jobId: status.job_id, task, stream, attempt, offset }
      const copy = new StreamCopy(client, what, sink, (missing) => {
        terminal.say(`agx: ${describeGap(task, stream, missing)}`)
        return true
      })
      await copy.pull()
    }
  }
  if (attempt === 0)
    for (const line of describeCuts(status, (task, name) => show(task, name) !== undefined))
      terminal.say(`agx: ${line}`)
}
