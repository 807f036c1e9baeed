/** JOB.*, the worker's side: lease, tell, finish, give back. Every one of them carries the token of the lease. */
import { type JobReport, limits, readTaskReport, type TaskReport } from '@agenix/specs'
import type { Answer, Command, FinishReport, ReportedTask } from '../engine/commands.ts'
import type { Caller, Dispatched, Reply } from '../wire/index.ts'
import { documentOf, idOf, integerOf, optionsOf, Refusal, streamOf } from './arguments.ts'
import { refusing } from './blob.ts'
import type { CommandEntry, Context } from './context.ts'
import { OK, replyOf } from './replies.ts'
import { startWait } from './wait.ts'

export const jobWorkerCommands: readonly CommandEntry[] = [
  {
    name: 'JOB.LEASE',
    arity: -2,
    summary: 'Grants Jobs to a worker: JOB.LEASE worker [COUNT n] [BLOCK ms]',
    run: lease,
  },
  { name: 'JOB.PROGRESS', arity: 4, summary: 'Which task runs: JOB.PROGRESS id token json', run: progress },
  {
    name: 'JOB.LOG',
    arity: -6,
    summary: 'Output of a running task: JOB.LOG id token task STDOUT|STDERR bytes [OFFSET n [SKIP]]',
    run: log,
  },
  {
    name: 'JOB.COMPLETE',
    arity: -4,
    summary: 'All tasks ended well: JOB.COMPLETE id token json [NEXT]',
    run: finish('complete'),
  },
  {
    name: 'JOB.FAIL',
    arity: -4,
    summary: 'A task or the worker failed: JOB.FAIL id token json [NEXT]',
    run: finish('fail'),
  },
  {
    name: 'JOB.RELEASE',
    arity: 3,
    summary: 'Gives a Job back without burning an attempt: JOB.RELEASE id token',
    run: release,
  },
]

const LEASE_COUNT_MAX = 1_000

async function lease(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const [worker, ...rest] = args
  const workerId = idOf(worker, 'worker')
  context.registrars.checkSpeaker(workerId, caller)
  const given = optionsOf(rest, ['COUNT', 'BLOCK'])
  const count = given.COUNT === undefined ? 1 : integerOf(given.COUNT, 'COUNT', 1, LEASE_COUNT_MAX)
  const blockMs =
    given.BLOCK === undefined ? null : integerOf(given.BLOCK, 'BLOCK', 0, Number.MAX_SAFE_INTEGER)
  const ask = (): Promise<Answer> => {
    const introduce = blockMs !== null && !context.leases.knows(workerId)
    const command: Command = { kind: 'job.lease', workerId, count, introduce, at: context.clock.now() }
    return context.loop.submit(caller.id, command)
  }
  const first = await ask()
  if (blockMs === null) return replyOf(first)
  // BLOCK 0 waits as long as the connection lives, as BLPOP does.
  const wait = startWait(context.clock, caller.closed, blockMs === 0 ? null : blockMs)
  try {
    return await waitForGrants(context, { workerId, count, signal: wait.signal }, first, ask, caller)
  } finally {
    wait.end()
  }
}

async function waitForGrants(
  context: Context,
  waiter: { readonly workerId: string; readonly count: number; readonly signal: AbortSignal },
  first: Answer,
  ask: () => Promise<Answer>,
  caller: Caller,
): Promise<Reply> {
  const { workerId, count, signal } = waiter
  let answer = first
  while (answer.kind === 'grants' && answer.grants.length === 0) {
    if (answer.can !== null) context.leases.learn(workerId, answer.can)
    // A draining worker must not stand in the line of those who could take what comes.
    const arrival = answer.draining
      ? await aborted(signal)
      : await context.leases.park(workerId, count, signal)
    if (arrival === null) return { kind: 'nil-array' }
    if (caller.closed.aborted) {
      context.leases.wake([arrival])
      return { kind: 'nil-array' }
    }
    answer = await ask()
  }
  if (answer.kind === 'grants' && caller.closed.aborted) {
    // Nobody is there to run them: they go back at once, and no attempt is burned.
    for (const { jobId, token } of answer.grants) {
      void context.loop.submit(caller.id, { kind: 'job.release', jobId, token, at: context.clock.now() })
    }
  }
  return replyOf(answer)
}

function aborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}

function finish(verdict: 'complete' | 'fail'): CommandEntry['run'] {
  return (context, caller, args): Dispatched => {
    const [id, token, json, ...rest] = args
    const given = optionsOf(rest, [], ['NEXT'])
    const read = readTaskReport(documentOf(json, 'the report', limits.reportBytes), 'first')
    if (!read.ok) throw new Refusal('ERR', read.problems[0].text)
    const failed = read.value.task_results.find((task) => task.failure !== null)
    if (verdict === 'complete' && failed !== undefined) {
      throw new Refusal(
        'ERR',
        `task ${failed.task_number} has the failure '${failed.failure}': report it with JOB.FAIL`,
      )
    }
    const command = {
      kind: 'job.finish' as const,
      jobId: idOf(id, 'job_id'),
      token: tokenOf(token),
      verdict,
      chance: context.chance(),
      next: given.NEXT === true ? 1 : 0,
      at: context.clock.now(),
      ...context.registrars.speaking(caller),
    }
    const send = async (report: FinishReport): Promise<Reply> => {
      const answer = await context.loop.submit(caller.id, { ...command, report })
      return replyOf(answer)
    }
    const report = read.value
    if (!report.task_results.some((task) => task.stdout.blob === true || task.stderr.blob === true)) {
      return send(reportOf(report, []))
    }
    const heads = readHeads(context, report)
    const sent = heads.then((found) => ({ answered: send(reportOf(report, found)) }))
    return { entered: sent, reply: sent.then(({ answered }) => answered) }
  }
}

interface Head {
  readonly sha256: string
  readonly base64: string
}

/**
 * Of each large output the first bytes are kept in its row too, for the previews of JOB.STATUS. A file that cannot be
 * read costs the preview, never the report: the worker would have to tell that its Job failed.
 */
function readHeads(context: Context, report: JobReport): Promise<Head[]> {
  const hashes = report.task_results
    .flatMap((task) => [task.stdout, task.stderr])
    .filter((stream) => stream.blob === true)
    .map((stream) => stream.sha256)
  return Promise.all(
    [...new Set(hashes)].map(async (sha256) => {
      const head = await context.blobs.read(sha256, 0, limits.previewBytes).catch(() => null)
      return { sha256, base64: head?.toString('base64') ?? '' }
    }),
  )
}

function reportOf(report: JobReport, heads: readonly Head[]): FinishReport {
  return {
    tasks: report.task_results.map((task) => reportedTask(task, heads)),
    error: report.error ?? null,
    reason: report.reason ?? 'task',
    retryable: report.retryable ?? true,
  }
}

function reportedTask(task: TaskReport, heads: readonly Head[]): ReportedTask {
  const { inline: stdoutInline, ...stdout } = task.stdout
  const { inline: stderrInline, ...stderr } = task.stderr
  const headOf = (stream: typeof stdout): string | null =>
    stream.blob === true ? (heads.find((head) => head.sha256 === stream.sha256)?.base64 ?? '') : null
  return {
    taskNumber: task.task_number,
    exitCode: task.exit_code,
    report: JSON.stringify({ ...task, stdout, stderr }),
    stdoutInline: headOf(stdout) ?? stdoutInline ?? '',
    stderrInline: headOf(stderr) ?? stderrInline ?? '',
    blobs: [stdout, stderr].filter((stream) => stream.blob === true).map((stream) => stream.sha256),
    keptBytes: stdout.kept_bytes + stderr.kept_bytes,
  }
}

function release(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const command = { kind: 'job.release' as const, jobId: idOf(args[0], 'job_id'), token: tokenOf(args[1]) }
  return context.loop
    .submit(caller.id, { ...command, at: context.clock.now(), ...context.registrars.speaking(caller) })
    .then(replyOf)
}

function progress(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const note = progressOf(args[2])
  return context.loop
    .submit(caller.id, {
      kind: 'job.progress',
      jobId: idOf(args[0], 'job_id'),
      token: tokenOf(args[1]),
      ...note,
      at: context.clock.now(),
      ...context.registrars.speaking(caller),
    })
    .then((answer) => (answer.kind === 'ok' ? OK : replyOf(answer)))
}

function progressOf(arg: Buffer | undefined): { taskNumber: number; state: 'started' | 'finished' } {
  const wanted = '{"task_number":1…100,"state":"started"|"finished"}'
  let note: { task_number?: unknown; state?: unknown } | null = null
  try {
    note = arg === undefined || arg.length > 1024 ? null : JSON.parse(arg.toString('utf8'))
  } catch {
    note = null
  }
  const { task_number: taskNumber, state } = note ?? {}
  const known = state === 'started' || state === 'finished'
  if (
    known &&
    typeof taskNumber === 'number' &&
    Number.isInteger(taskNumber) &&
    taskNumber >= 1 &&
    taskNumber <= limits.tasks
  ) {
    return { taskNumber, state }
  }
  throw new Refusal('ERR', `the progress must be ${wanted}`)
}

async function log(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const [id, tokenArg, task, streamName, bytesArg, ...rest] = args
  const given = optionsOf(rest, ['OFFSET'], ['SKIP'])
  const jobId = idOf(id, 'job_id')
  const token = tokenOf(tokenArg)
  const taskNumber = integerOf(task, 'task', 1, limits.tasks)
  const stream = streamOf(streamName)
  const bytes = Buffer.from(bytesArg ?? [])
  const offset =
    given.OFFSET === undefined ? null : integerOf(given.OFFSET, 'OFFSET', 0, Number.MAX_SAFE_INTEGER)
  const answer = await context.loop.submit(caller.id, {
    kind: 'job.log',
    jobId,
    token,
    taskNumber,
    at: context.clock.now(),
    ...context.registrars.speaking(caller),
  })
  if (answer.kind !== 'ok') return replyOf(answer)
  const { from, total } = await refusing(() =>
    context.live.append(jobId, token, taskNumber, stream, bytes, offset, given.SKIP === true),
  )
  if (total > from)
    context.events.publishLog(jobId, { taskNumber, stream, offset: from, bytes: total - from })
  return { kind: 'int', value: total }
}

function tokenOf(arg: Buffer | undefined): number {
  return integerOf(arg, 'token', 0, Number.MAX_SAFE_INTEGER)
}
