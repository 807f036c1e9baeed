/**
 * The two programs as people run them: a real AGQ and real workers, each a process that can be killed, in the
 * directories of one test. Everything is ended at the end of the test, also what a killed worker left; and if the
 * test itself is killed, programs end with their stdin and take their tasks with them.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type AgqClient, connect } from '@agenix/agx/client'
import type t from 'tap'
import type { Home } from '../../../agw/dist/exec/origin.js'
import { killLeftovers } from '../../../agw/dist/exec/sweep.js'
import { outsidePid } from '../../harness/processes.ts'
import { temporaryDirectory } from '../../harness/temporary.ts'

type Test = Pick<typeof t, 'teardown'>

const root = join(import.meta.dirname, '../../..')

export interface Program {
  readonly process: ChildProcess
  /** Its readiness line. */
  readonly line: string
  /** Resolves with exit code (or null) and everything it said on stderr. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>
}

export interface Place {
  readonly directory: string
  agq(): Promise<Program>
  agw(flags?: readonly string[], data?: string): Promise<Program>
  client(): Promise<AgqClient>
}

/** A place for one AGQ, which keeps its address over restarts, and its workers. */
export function makePlace(t: Test): Place {
  // Not the test's own folder: that one is removed while the programs still live.
  const directory = temporaryDirectory('place')
  let address = '127.0.0.1:0'
  const programs: Program[] = []
  const clients: AgqClient[] = []
  const homes: Home[] = []
  t.teardown(async () => {
    for (const client of clients) await client.close()
    for (const program of programs) program.process.kill('SIGKILL')
    await Promise.all(programs.map(({ ended }) => ended))
    // What a killed worker was running, it cannot end any more.
    for (const home of homes) await killLeftovers(home)
  })
  const environment = { PATH: process.env.PATH ?? '', HOME: directory, AGX_HOME: directory }
  const start = async (name: string, flags: readonly string[]): Promise<Program> => {
    const program = await startProgram(join(root, name, 'bin', `${name}.js`), flags, environment)
    programs.push(program)
    return program
  }
  return {
    directory,
    agq: async () => {
      const program = await start('agq', ['--bind', address, '--exit-with-parent'])
      address = /on (\S+)/.exec(program.line)?.[1] ?? address
      return program
    },
    agw: async (flags = [], data = join(directory, 'w')) => {
      const program = await start('agw', [
        '-a',
        address,
        '--exit-with-parent',
        '--data',
        data,
        '--heartbeat-interval',
        '0.5',
        '--concurrency',
        '2',
        ...flags,
      ])
      homes.push(homeOf(data))
      return program
    },
    client: async () => {
      const client = await connect({ addr: address, dataDir: join(directory, 'agq'), reconnect: true })
      clients.push(client)
      return client
    },
  }
}

/** Who marks the tasks of the worker with this state directory. Asked while it lives: tap removes the directory first. */
function homeOf(data: string): Home {
  const { state_id: stateId } = JSON.parse(readFileSync(join(data, 'worker.json'), 'utf8'))
  return { stateId, roots: { work: join(data, 'work'), spool: join(data, 'spool') } }
}

/** Starts a program and waits for its readiness line; throws what it said when it ends before. */
export async function startProgram(
  file: string,
  flags: readonly string[],
  environment: Record<string, string>,
): Promise<Program> {
  const child = spawn(process.execPath, [file, ...flags], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }))
  const ready = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).once('line', ready.resolve)
  const early = ended.then(({ code }) => {
    throw new Error(`it ended with ${code}: ${stderr}`)
  })
  early.catch(() => {})
  const line = await Promise.race([ready.promise, early])
  return { process: child, line, ended }
}

/** The number outside of a process of this worker's tasks, which wrote down what it calls itself. */
export function outside(worker: Program, inside: string): number {
  return outsidePid(worker.process.pid ?? 0, Number(inside))
}

/** A Job of one shell script. */
export function shell(script: string, more: object = {}, task: object = {}): object {
  return {
    job_id: `job-${++serial}`,
    plan_id: `plan-${serial}`,
    tasks: [{ task_number: 1, command: 'sh', args: ['-c', script], ...task }],
    ...more,
  }
}

let serial = 0
