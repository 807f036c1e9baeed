/**
 * `agx run FILE | PIPELINE`: submits it and behaves like the pipeline itself: its output on stdout, its errors on
 * stderr, its exit code. `--local` brings its own AGQ and AGW along.
 */
import { resolve } from 'node:path'
import { isLocal } from '../client/address.ts'
import { resolveAddress } from '../client/config.ts'
import { runJob, submitTo } from '../follow/run-job.ts'
import { interruptExitCodes, watchInterrupts } from '../interrupts.ts'
import { findOnPath } from '../local/find-program.ts'
import type { LocalStack } from '../local/local-stack.ts'
import { pipelineToTasks } from '../pipeline/pipeline-to-plan.ts'
import { warnIfForbidden } from '../submit/forbidden.ts'
import { canSee, type Isolation, type IsolationOptions, readIsolation } from '../submit/isolation.ts'
import { readJobInput } from '../submit/job-input.ts'
import { type Envelope, envelopeOf, jobOf } from '../submit/make-envelope.ts'
import { sourceKind } from '../submit/pick-source.ts'
import { readDocument } from '../submit/read-document.ts'
import { type Seal, type SignOptions, sealWith } from '../submit/sign-envelope.ts'
import { Failure, UsageError } from '../usage-error.ts'
import { readJobId, readWhole } from './option-values.ts'
import { type CommonOptions, type Context, type Verb, withClient } from './verb.ts'

/** Options of `agx run`. */
export interface RunVerbOptions extends CommonOptions, SignOptions, IsolationOptions {
  readonly jobId?: string
  readonly cwd?: string
  readonly timeoutSecs?: string
  readonly local?: boolean
  readonly quiet?: boolean
  readonly input?: boolean | string
  readonly waitForWorker?: boolean
}

/** Runs a file or a pipeline. */
export const run: Verb<RunVerbOptions> = async (context, options, args) => {
  const [source = '', ...excess] = args
  if (excess.length > 0) {
    throw new UsageError(
      "write the pipeline as one argument, in quotes: agx run 'grep -i error app.log | sort'",
    )
  }
  const jobId = readJobId(options.jobId)
  const kind = sourceKind(source)
  if (kind === 'directory' && !isCommand(source, context)) {
    throw new UsageError(
      `${source} is a directory. Give agx run a pipeline in quotes, or the file of an envelope.`,
    )
  }
  const envelope =
    kind === 'file' ? await fromFile(source, options, jobId) : fromPipeline(source, options, jobId)
  for (const warning of envelope.warnings) context.terminal.say(`agx: ${warning}`)
  const stdinIsFree = source !== '-'
  const seal = sealWith(options)
  return options.local === true
    ? runLocally(context, options, envelope, seal, stdinIsFree)
    : runOn(context, options, envelope, seal, stdinIsFree)
}

/** A command may have the name of a directory that lies here by chance; a path may not. */
function isCommand(name: string, { config }: Context): boolean {
  return !name.includes('/') && findOnPath(name, config.pathEntries) !== undefined
}

async function fromFile(file: string, options: RunVerbOptions, jobId: string | undefined): Promise<Envelope> {
  const { cwd, timeoutSecs, sandbox, network, read, write } = options
  if ([cwd, timeoutSecs, sandbox, network, read, write].some((value) => value !== undefined)) {
    throw new UsageError(
      `--cwd, --timeout-secs, --sandbox, --network, --read and --write are for pipelines; ${file} is an envelope, so write them there.`,
    )
  }
  return envelopeOf(file, await readDocument(file), jobId)
}

function fromPipeline(line: string, options: RunVerbOptions, jobId: string | undefined): Envelope {
  const timeoutSecs = readWhole('--timeout-secs', options.timeoutSecs, 1, 3_600)
  const isolation = readIsolation(options)
  return jobOf(pipelineToTasks(line, { timeoutSecs, isolation }), { jobId, cwd: cwdFor(options, isolation) })
}

/**
 * Relative files should work where AGQ is on this machine; elsewhere, and where a sandbox hides it, our directory means
 * nothing.
 */
function cwdFor(options: RunVerbOptions, isolation: Isolation): string | undefined {
  if (options.cwd === 'none') return undefined
  if (options.cwd !== undefined) return resolve(options.cwd)
  const here = options.local === true || isLocal(resolveAddress(options.agqAddr))
  return here && canSee(process.cwd(), isolation) ? process.cwd() : undefined
}

async function runLocally(
  context: Context,
  options: RunVerbOptions,
  envelope: Envelope,
  seal: Seal,
  stdinIsFree: boolean,
): Promise<number> {
  if (options.agqAddr !== undefined)
    throw new UsageError('--local brings its own AGQ: leave --agq-addr away.')
  const { startLocalStack } = await import('../local/local-stack.ts')
  const interrupted = Promise.withResolvers<never>()
  const whileStarting = watchInterrupts(
    (signal) => interrupted.reject(new Failure('interrupted while starting.', interruptExitCodes[signal])),
    () => {},
  )
  const stack: LocalStack = await startLocalStack(context.config, interrupted.promise)
  whileStarting.close()
  try {
    const there = { ...options, agqAddr: stack.addr, sessionKey: stack.sessionKey }
    return await runOn(context, there, envelope, seal, stdinIsFree)
  } finally {
    await stack.stop()
  }
}

async function runOn(
  context: Context,
  options: RunVerbOptions,
  envelope: Envelope,
  seal: Seal,
  stdinIsFree: boolean,
): Promise<number> {
  const { terminal } = context
  return withClient(
    options,
    (client) =>
      runJob({
        client,
        terminal,
        job: envelope.job,
        begin: async () => {
          await warnIfForbidden(client, terminal, envelope.job)
          await submitTo({ client, terminal }, envelope, seal, () =>
            readJobInput(client, terminal, options.input, stdinIsFree),
          )
        },
        json: options.json === true,
        quiet: options.quiet === true,
        waitForWorker: options.waitForWorker === true,
        local: options.local === true,
      }),
    { reconnect: true },
  )
}
