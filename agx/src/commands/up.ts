/**
 * `agx up`: AGQ and one AGW for this machine, in the foreground, with a line for every event of a Job.
 * Ctrl-C stops AGW first, which finishes its Jobs, then AGQ; once more, and AGW gives its Jobs back instead.
 */

import { defaultAddress, formatAddress } from '../client/address.ts'
import { connect } from '../client/agq-client.ts'
import { resolveAddress } from '../client/config.ts'
import type { JobEvent } from '../client/views.ts'
import { exitFailed, exitOk } from '../exit-code.ts'
import { type Child, startChild } from '../local/child.ts'
import { findProgram } from '../local/find-program.ts'
import { quoteWord } from '../pipeline/quote-word.ts'
import { dressStatus } from '../render/job-text.ts'
import { showText } from '../render/table.ts'
import type { Terminal } from '../terminal.ts'
import { Failure, UsageError } from '../usage-error.ts'
import { readWhole } from './option-values.ts'
import type { CommonOptions, Context, Verb } from './verb.ts'

const readyTimeoutMs = 30_000
const stopGraceMs = 10_000

/** Options of `agx up`. */
export interface UpOptions extends CommonOptions {
  readonly bind?: string
  readonly data?: string
  readonly concurrency?: string
}

/** Runs both until it is told to stop, or until one of them ends. */
export const up: Verb<UpOptions> = async (context, options) => {
  const { terminal } = context
  const concurrency = readWhole('--concurrency', options.concurrency, 1, 1_000)
  const data = options.data ?? context.config.agqData
  const server = startServer(context, options, data)
  const stopped = stopSignal(terminal)
  const [, addr = ''] = await untilReady(server, server)
  // Said in full: AGQ_TLS_… of the environment are about another AGQ.
  const plain = `redis://${addr}`
  const worker = startWorker(context, options, { addr: plain, data, concurrency })
  const [, workerId = ''] = await untilReady(worker, server)
  const client = await connect({
    addr: plain,
    sessionKey: options.sessionKey,
    dataDir: data,
    name: 'agx-up',
    reconnect: true,
  })
  const events = await client.subscribe(['jobs'], (_, message) => sayEvent(terminal, message as JobEvent))
  sayWelcome(terminal, { addr, data, usualData: context.config.agqData, workerId })
  const ending = await Promise.race([
    stopped.first.then(() => 'asked' as const),
    server.ended.then((how) => `agq ${how}`),
    worker.ended.then((how) => `agw ${how}`),
  ])
  if (ending !== 'asked') terminal.say(`agx: ${ending}, stopping the other one`)
  await stopWorker(worker, stopped)
  await events.close()
  await client.close()
  await server.stop(stopGraceMs)
  return ending === 'asked' ? exitOk : exitFailed
}

function startServer(context: Context, options: UpOptions, data: string): Child {
  const bind = options.bind ?? options.agqAddr ?? bindFromEnvironment()
  return startChild({
    name: 'agq',
    program: findProgram('agq', context.config.pathEntries),
    args: ['--bind', bind, '--data', data],
    environment: environmentFor(context, options),
    readyLine: /^AGQ ready on (\S+)/m,
    readyTimeoutMs,
    shareStderr: true,
  })
}

function bindFromEnvironment(): string {
  const address = resolveAddress(undefined)
  if (address.kind === 'unix')
    throw new UsageError('AGQ_ADDR names a socket; say where to listen with --bind host:port.')
  if (address.tls === true)
    throw new UsageError('AGQ_ADDR names an AGQ with TLS; say where to listen with --bind host:port.')
  const { tls, ...place } = address
  return formatAddress(place) || defaultAddress
}

function startWorker(
  context: Context,
  options: UpOptions,
  where: { readonly addr: string; readonly data: string; readonly concurrency: number | undefined },
): Child {
  return startChild({
    name: 'agw',
    program: findProgram('agw', context.config.pathEntries),
    args: [
      '--agq-addr',
      where.addr,
      ...(where.concurrency === undefined ? [] : ['--concurrency', String(where.concurrency)]),
    ],
    environment: { ...environmentFor(context, options), AGQ_DATA: where.data },
    readyLine: /^AGW ready as (\S+)/m,
    readyTimeoutMs,
    shareStderr: true,
  })
}

/** The key travels in the environment: arguments are there for everybody to see. */
function environmentFor(context: Context, options: UpOptions): Readonly<Record<string, string>> {
  const { childEnvironment } = context.config
  return options.sessionKey === undefined
    ? childEnvironment
    : { ...childEnvironment, AGQ_SESSION_KEY: options.sessionKey }
}

async function untilReady(child: Child, server: Child): Promise<RegExpExecArray> {
  try {
    return await child.ready
  } catch (error) {
    if (child !== server) await server.stop(stopGraceMs)
    const text = error instanceof Error ? error.message : String(error)
    throw new Failure(`${text} What it said stands above.`, 3)
  }
}

interface StopSignal {
  readonly first: Promise<void>
  onMore(listener: () => void): void
}

function stopSignal(terminal: Terminal): StopSignal {
  const first = Promise.withResolvers<void>()
  let count = 0
  let more = (): void => {}
  const handle = (): void => {
    count += 1
    if (count === 1)
      terminal.say('agx: stopping: running Jobs are finished first (once more: they are given back)')
    if (count === 1) first.resolve()
    else more()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle)
  return {
    first: first.promise,
    onMore: (listener) => {
      more = listener
    },
  }
}

/** Lets AGW finish its Jobs. No deadline here: it has its own, and each further Ctrl-C shortens it. */
async function stopWorker(worker: Child, stopped: StopSignal): Promise<void> {
  let pressed = 0
  stopped.onMore(() => {
    pressed += 1
    worker.signal(pressed === 1 ? 'SIGTERM' : 'SIGKILL')
  })
  worker.signal('SIGTERM')
  await worker.ended
}

function sayWelcome(
  terminal: Terminal,
  where: {
    readonly addr: string
    readonly data: string
    readonly usualData: string
    readonly workerId: string
  },
): void {
  const { bold, dim } = terminal.errPalette
  const elsewhere = where.addr === defaultAddress ? '' : ` --agq-addr ${where.addr}`
  const key = where.data === where.usualData ? '' : `AGQ_DATA=${quoteWord(where.data)} `
  terminal.say(
    [
      `${bold('AGEniX is up.')} ${dim('Ctrl-C stops it.')}`,
      `  ${dim('AGQ')}     ${where.addr}`,
      `  ${dim('AGW')}     ${where.workerId}`,
      `  ${dim('data')}    ${where.data}`,
      `  ${dim('try')}     ${key}agx run${elsewhere} 'seq 5 | sort -r'`,
      `          ${key}agx jobs${elsewhere}`,
      '',
    ].join('\n'),
  )
}

const shownEvents: ReadonlySet<string> = new Set([
  'submitted',
  'leased',
  'retry',
  'released',
  'lost',
  'completed',
  'failed',
  'cancelled',
  'dead',
])

function sayEvent(terminal: Terminal, event: JobEvent): void {
  if (!shownEvents.has(event.event)) return
  const palette = terminal.errPalette
  const time = palette.dim((event.at ?? new Date().toISOString()).slice(11, 19))
  const state = event.event === 'leased' ? 'running' : event.event
  const worker = typeof event.worker_id === 'string' ? palette.dim(` on ${showText(event.worker_id)}`) : ''
  terminal.say(`${time}  ${showText(event.job_id)}  ${dressStatus(state, palette)}${worker}`)
}
