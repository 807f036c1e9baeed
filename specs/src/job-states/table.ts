/**
 * The life of a Job as data: which event moves which status where. The pictures in the docs are drawn from it.
 *
 * Guarantees: a row that is not here does not happen. `completed` has no way out. The other terminal statuses have
 * one, `retry_by_hand`, which starts a new Attempt of the same Job; nothing that happens by itself leaves them.
 * What decides between events (attempts left, poison) are rules of the server, not of this table.
 */
export type JobStatus = 'scheduled' | 'pending' | 'running' | 'completed' | 'failed' | 'cancelled' | 'dead'

export type JobEvent =
  | 'submit'
  | 'submit_later'
  | 'due'
  | 'lease'
  | 'complete'
  | 'fail'
  | 'retry'
  | 'exhaust'
  | 'lose'
  | 'poison'
  | 'release'
  | 'cancel'
  | 'expire'
  | 'retry_by_hand'

export type JobState = { readonly status: JobStatus; readonly terminal: boolean; readonly meaning: string }

/** `from: null` is the Job that does not exist yet. */
export type JobTransition = {
  readonly from: JobStatus | null
  readonly event: JobEvent
  readonly to: JobStatus
  readonly meaning: string
}

const state = (status: JobStatus, terminal: boolean, meaning: string): JobState =>
  Object.freeze({ status, terminal, meaning })

export const jobStates: readonly JobState[] = Object.freeze([
  state('scheduled', false, 'waits for a time: not_before, or the backoff before the next Attempt'),
  state('pending', false, 'ready: the next worker that fits gets it'),
  state('running', false, 'a worker holds its lease'),
  state('completed', true, 'every Task ended well'),
  state('failed', true, 'a Task failed and is not retried, or expires_at passed before it started'),
  state('cancelled', true, 'someone cancelled it'),
  state('dead', true, 'its Attempts are used up, or it is poison'),
])

const rows = (
  from: readonly (JobStatus | null)[],
  event: JobEvent,
  to: JobStatus,
  meaning: string,
): readonly JobTransition[] => from.map((status) => Object.freeze({ from: status, event, to, meaning }))

export const jobTransitions: readonly JobTransition[] = Object.freeze([
  ...rows([null], 'submit', 'pending', 'stored, ready to run'),
  ...rows([null], 'submit_later', 'scheduled', 'stored, not_before lies ahead'),
  ...rows(['scheduled'], 'due', 'pending', 'the time has come'),
  ...rows(['pending'], 'lease', 'running', 'granted to a worker with a new token'),
  ...rows(['running'], 'complete', 'completed', 'the worker reports that every Task ended well'),
  ...rows(['running'], 'fail', 'failed', 'the Attempt failed and must not be retried'),
  ...rows(['running'], 'retry', 'scheduled', 'the Attempt failed and Attempts remain: backoff'),
  ...rows(['running'], 'exhaust', 'dead', 'the last of several Attempts failed'),
  ...rows(['running'], 'lose', 'pending', 'the worker is lost'),
  ...rows(['running'], 'poison', 'dead', 'it was lost with its worker too often'),
  ...rows(['running'], 'release', 'pending', 'the worker gives it back, no Attempt is burnt'),
  ...rows(['scheduled', 'pending', 'running'], 'cancel', 'cancelled', 'someone cancels it'),
  ...rows(['scheduled', 'pending'], 'expire', 'failed', 'expires_at passed before it started'),
  ...rows(['failed', 'dead', 'cancelled'], 'retry_by_hand', 'pending', 'someone wants a new Attempt'),
])

const terminal: ReadonlySet<JobStatus> = new Set(jobStates.filter((s) => s.terminal).map((s) => s.status))

/** True for completed, failed, cancelled and dead. */
export const isTerminal = (status: JobStatus): boolean => terminal.has(status)

const next: ReadonlyMap<string, JobStatus> = new Map(
  jobTransitions.map((t) => [`${t.from} ${t.event}`, t.to]),
)

/** The status after an event, or undefined where the event cannot happen. `null` is the Job that does not exist yet. */
export const nextStatus = (from: JobStatus | null, event: JobEvent): JobStatus | undefined =>
  next.get(`${from} ${event}`)
