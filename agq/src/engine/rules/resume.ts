/**
 * Resuming a Job behind tasks that ended well: which kept outputs the tasks from there on read, whether all of them
 * are there whole, and what a worker is told. Only what is read directly counts: what an earlier task read is spent.
 */
import type { JobEnvelope, TaskReport } from '@agenix/specs'
import { expiryOfOutputs } from '../expired.ts'
import type { JobRow, TaskResultRow } from '../model.ts'
import type { History } from '../rule.ts'

/** Where the attempts from now on begin, and whose outputs they read; nulls: at the beginning, on nothing. */
export interface ResumePlace {
  readonly from: number | null
  readonly token: number | null
}

export const WHOLE: ResumePlace = { from: null, token: null }

type Tasks = JobEnvelope['tasks']

export function tasksOf(envelope: string): Tasks {
  return (JSON.parse(envelope) as JobEnvelope).tasks
}

/** The tasks before `from` whose stdout a task from `from` on reads, in order. */
export function neededOutputs(tasks: Tasks, from: number): readonly number[] {
  const read = tasks.flatMap((task) =>
    task.task_number >= from && task.input_from_task !== undefined && task.input_from_task < from
      ? [task.input_from_task]
      : [],
  )
  return [...new Set(read)].sort((a, b) => a - b)
}

/** Whether the Job can be resumed there; if not, which output stands in the way, and why. */
export function resumePlace(
  job: JobRow,
  history: History,
  from: number,
  isStored: (sha256: string) => boolean,
): ResumePlace | { readonly refused: string } {
  const tasks = tasksOf(history.envelope)
  if (from > tasks.length) return { refused: `it has only ${tasks.length} tasks` }
  if (from === 1) return WHOLE
  const token = history.results[0]?.token
  if (token === undefined) return { refused: 'no attempt of it has reported a result; retry it from task 1' }
  for (const number of neededOutputs(tasks, from)) {
    const result = history.results.find((row) => row.taskNumber === number)
    const why =
      result === undefined ? 'was not reported: that task never ended' : fault(job, result, isStored)
    if (why !== null)
      return { refused: `the output of task ${number} ${why}; retry it from task ${number} or before` }
  }
  return { from, token }
}

function fault(job: JobRow, row: TaskResultRow, isStored: (sha256: string) => boolean): string | null {
  const { failure, stdout } = JSON.parse(row.report) as TaskReport
  if (failure !== null) return `is that of a task which failed itself (${failure})`
  if (stdout.truncated) return `was cut: ${stdout.kept_bytes} of ${stdout.bytes} bytes are kept`
  const expired = expiryOfOutputs(job, row.token)
  if (expired !== null) return `has expired by policy ${expired.policy}`
  if (stdout.blob === true && !isStored(stdout.sha256)) return 'is not stored any more'
  return null
}

/** What a worker needs to begin there: JSON of the task and the kept outputs that are read from then on. */
export function resumePoint(envelope: string, from: number, results: readonly TaskResultRow[]): string {
  const outputs = neededOutputs(tasksOf(envelope), from).map((task) => {
    const row = results.find((result) => result.taskNumber === task)
    if (row === undefined) return { task, gone: true }
    const { stdout } = JSON.parse(row.report) as TaskReport
    const kept = { task, sha256: stdout.sha256, bytes: stdout.kept_bytes }
    if (stdout.blob === true) return { ...kept, blob: true }
    return { ...kept, inline: Buffer.from(row.stdout ?? new Uint8Array()).toString('base64') }
  })
  return JSON.stringify({ from_task: from, outputs })
}
