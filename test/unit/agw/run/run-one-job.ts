/**
 * Runs Jobs through the real driver with real processes, in a directory of their own; only the outlet (what a Job
 * says to the outside) is the test's. Waits on the Job's own signals.
 */
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readFileSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type JobEnvelope, type TaskReport, withDefaults } from '@agenix/specs'
import type { Level } from '../../../../agw/dist/exec/cells/cell.js'
import { noGroups } from '../../../../agw/dist/exec/cells/cgroups.js'
import { contain } from '../../../../agw/dist/exec/cells/containment.js'
import { SessionCell } from '../../../../agw/dist/exec/cells/session-cell.js'
import { SlotGroups } from '../../../../agw/dist/exec/cells/slot-groups.js'
import { Slots } from '../../../../agw/dist/exec/cells/slots.js'
import { baseEnvironment } from '../../../../agw/dist/exec/environment.js'
import { signalQuietly } from '../../../../agw/dist/exec/kill-tree.js'
import { attemptOf, type Home } from '../../../../agw/dist/exec/origin.js'
import { listPids, readProcess } from '../../../../agw/dist/exec/processes.js'
import { searchPath } from '../../../../agw/dist/exec/resolve-command.js'
import type { Policy } from '../../../../agw/dist/policy/may-run.js'
import { Alarm } from '../../../../agw/dist/run/alarm.js'
import type { Grant, Outcome, Resume } from '../../../../agw/dist/run/grant.js'
import { JobRun } from '../../../../agw/dist/run/job-run.js'
import { Leftovers } from '../../../../agw/dist/run/leftovers.js'
import type { Outlet, Surroundings } from '../../../../agw/dist/run/surroundings.js'
import { Watch } from '../../../../agw/dist/run/watch.js'
import type { Sandbox } from '../../../../agw/dist/sandbox/means.js'

export type TaskDraft = Partial<JobEnvelope['tasks'][number]> & { readonly command: string }

export interface Setting {
  readonly job?: Partial<JobEnvelope>
  readonly input?: Uint8Array
  readonly inputRef?: string
  readonly resume?: Resume
  readonly policy?: Policy
  readonly killGraceMs?: number
  readonly maxSpoolBytes?: number
  readonly prlimit?: string | null
  readonly outlet?: Partial<Outlet>
  readonly sandbox?: Sandbox
  readonly path?: string
  /** Default: the level that every machine has. */
  readonly slots?: Slots
  /** False: the test starts it. */
  readonly start?: boolean
}

export interface Running {
  readonly run: JobRun
  readonly roots: Surroundings['roots']
  readonly outcome: Promise<Outcome>
  /** Every outcome the driver ever handed over. */
  readonly outcomes: readonly Outcome[]
  /** Resolves when the attempt's files are removed. */
  readonly removed: Promise<void>
  /** Resolves with how many processes were killed that the ended Job had left. */
  readonly swept: Promise<number>
}

let serial = 0

function sessionSlots(): Slots {
  return new Slots('session', (number) => ({
    number,
    place: null,
    cell: new SessionCell(),
    groups: new SlotGroups(noGroups, number),
  }))
}

/** Slots of a level, as a worker makes them; throws where this machine has none. */
export async function slotsOf(level: Level, name = stateId): Promise<Slots> {
  const { slots } = await contain({
    stateId: name,
    unshare: '/usr/bin/unshare',
    nsenter: '/usr/bin/nsenter',
    isRoot: process.getuid?.() === 0,
    environment: { PATH: process.env.PATH ?? '' },
    wanted: level,
  })
  return slots
}

/** What a test's process of this number marks its tasks with: test files run side by side. */
export function stateIdOf(pid: number): string {
  return `cafe${pid}`
}

const stateId = stateIdOf(process.pid)
const homes: Home[] = []

// A test that failed half way leaves nothing behind.
process.once('exit', () => {
  for (const pid of listPids()) {
    if (homes.some((home) => attemptOf(pid, home) !== null)) signalQuietly(pid, 'SIGKILL')
  }
})

/** Starts a Job of these tasks below `directory` (a tap testdir). */
export function startJob(directory: string, tasks: readonly TaskDraft[], setting: Setting = {}): Running {
  const roots = { work: join(directory, 'work'), spool: join(directory, 'spool') }
  for (const root of Object.values(roots)) mkdirSync(root, { recursive: true })
  homes.push({ stateId, roots })
  const alarm = new Alarm()
  const outcomes: Outcome[] = []
  const finished = Promise.withResolvers<Outcome>()
  const removed = Promise.withResolvers<void>()
  const swept = Promise.withResolvers<number>()
  const around: Surroundings = {
    host: {
      base: baseEnvironment(process.env),
      directories: searchPath(setting.path ?? process.env.PATH),
      known: new Map(),
      policy: setting.policy ?? { tools: null, allow: null },
      limitMeans: {
        prlimit: setting.prlimit === undefined ? '/usr/bin/prlimit' : setting.prlimit,
        isRoot: false,
      },
      sandbox: setting.sandbox ?? {
        kind: 'missing',
        why: 'this is a test.',
        always: false,
        rules: { closed: [], within: null },
      },
    },
    roots,
    stateId,
    killGraceMs: setting.killGraceMs ?? 2_000,
    maxSpoolBytes: setting.maxSpoolBytes ?? 2 ** 35,
    cannotRemove: (_files, error) => removed.reject(error),
    nothing: openSync('/dev/null', 'r'),
    alarm,
    watch: new Watch(alarm),
    slots: setting.slots ?? sessionSlots(),
    leftovers: new Leftovers({ stateId, roots }, alarm, (count) => swept.resolve(count)),
  }
  const outlet: Outlet = {
    progress: () => {},
    output: () => {},
    fetchInput: async () => {
      throw new Error('no input was promised')
    },
    finish: async (outcome) => {
      outcomes.push(outcome)
      finished.resolve(outcome)
    },
    ended: () => {},
    removed: removed.resolve,
    ...setting.outlet,
  }
  const run = new JobRun(grantOf(tasks, setting), around, outlet)
  if (setting.start !== false) run.start()
  return { run, roots, outcome: finished.promise, outcomes, removed: removed.promise, swept: swept.promise }
}

/** The reports of a Job's tasks, when it has ended. */
export async function runJob(
  directory: string,
  tasks: readonly TaskDraft[],
  setting: Setting = {},
): Promise<Ended> {
  const running = startJob(directory, tasks, setting)
  const outcome = await running.outcome
  await running.removed
  return {
    ...running,
    verdict: outcome.verdict,
    report: outcome.report,
    tasks: outcome.report?.task_results ?? [],
    blobs: outcome.blobs,
  }
}

export interface Ended extends Pick<Running, 'roots' | 'outcomes'> {
  readonly verdict: Outcome['verdict']
  readonly report: Outcome['report']
  readonly tasks: readonly TaskReport[]
  readonly blobs: Outcome['blobs']
}

export function textOf(task: TaskReport | undefined, stream: 'stdout' | 'stderr' = 'stdout'): string {
  return Buffer.from(task?.[stream].inline ?? '', 'base64').toString('latin1')
}

/** Resolves with the file's content once it is there and not empty: written by a task as its signal. */
export async function fileAppears(path: string): Promise<string> {
  const directory = dirname(path)
  mkdirSync(directory, { recursive: true })
  const watcher = watch(directory)
  try {
    for (;;) {
      const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
      if (text.endsWith('\n')) return text.trim()
      await once(watcher, 'change')
    }
  } finally {
    watcher.close()
  }
}

/** Resolves when there is no such process any more: one that was sent SIGKILL needs a moment. */
export async function processIsGone(pid: number): Promise<void> {
  while (readProcess(pid) !== null) await delay(5)
}

function grantOf(drafts: readonly TaskDraft[], { job, input, inputRef, resume }: Setting): Grant {
  const tasks = drafts.map((task, index) => ({ task_number: index + 1, ...task }))
  const envelope = { job_id: `job-${++serial}`, plan_id: 'plan', tasks, ...job } as JobEnvelope
  return {
    jobId: envelope.job_id,
    attempt: 1,
    token: 7,
    job: withDefaults(envelope),
    input: input ?? null,
    inputRef: inputRef ?? null,
    resume: resume ?? null,
  }
}
