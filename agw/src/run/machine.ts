/**
 * The life of one Job on this worker, as a pure function: state + event → state + effects. No clock, no process, no I/O.
 *
 *   starting ──▶ running ──▶ reaped ──▶ reported        a task that ends by itself; the next one starts again
 *      │            ├──▶ terminating ──▶ killing ──▶ reaped      stopped: SIGTERM, a grace, SIGKILL, nothing left
 *      │            └──▶ killing ──▶ (starting | reaped)         it left children behind, or there is no time
 *      └──▶ reaped                                               never started
 *
 * It guarantees: one `report` effect in a life, never two; none before every process is gone; no task after a failed
 * or stopped one; a fenced Job reports nothing. An event that does not fit its state changes nothing.
 */

/** Why a Job is stopped from outside its task. */
export type Cause = 'timeout' | 'output' | 'cancel' | 'lease' | 'release' | 'fence'

/** What AGQ is told in the end. `release` gives the Job back, `drop` says nothing: it is another's already. */
export type Verdict = 'complete' | 'fail' | 'release' | 'drop'

export type State =
  /** `preparing`: nothing exists yet. `spawning`: the driver was told to spawn and will answer; a stop waits for it. */
  | {
      readonly phase: 'starting'
      readonly tasks: number
      readonly task: number
      readonly step: 'preparing' | 'spawning'
      readonly stop: Cause | null
    }
  | { readonly phase: 'running'; readonly tasks: number; readonly task: number }
  | { readonly phase: 'terminating'; readonly tasks: number; readonly task: number; readonly cause: Cause }
  /** `cause` null: the task ended by itself (`ok` tells how) and left processes behind. */
  | {
      readonly phase: 'killing'
      readonly tasks: number
      readonly task: number
      readonly cause: Cause | null
      readonly ok: boolean
    }
  | { readonly phase: 'reaped'; readonly verdict: Verdict; readonly cause: Cause | null }
  | { readonly phase: 'reported'; readonly verdict: Verdict }

export type Event =
  | { readonly type: 'prepared' }
  /** The task cannot start; no process was made. */
  | { readonly type: 'refused' }
  | { readonly type: 'spawned' }
  /** The task's own process ended: well or not, with others of its group left or not. */
  | { readonly type: 'exited'; readonly ok: boolean; readonly leftover: boolean }
  | { readonly type: 'stop'; readonly cause: Cause }
  | { readonly type: 'grace-over' }
  /** After `kill`: nothing of the task is left (or what is left cannot be killed). */
  | { readonly type: 'gone' }
  /** After `report`: the verdict is safe (in the outbox, or there was nothing to keep). */
  | { readonly type: 'stored' }

export type Effect =
  | { readonly type: 'prepare' }
  | { readonly type: 'spawn'; readonly task: number }
  /** SIGTERM to the tree, and `grace-over` after this cause's grace. */
  | { readonly type: 'term'; readonly cause: Cause }
  /** SIGKILL until nothing is left, then `gone`. */
  | { readonly type: 'kill' }
  | { readonly type: 'report' }

export interface Step {
  readonly state: State
  readonly effects: readonly Effect[]
}

/** The first state of a Job of so many tasks, which begins with the first or, resumed, with a later one. */
export function begin(tasks: number, firstTask = 1): Step {
  return {
    state: { phase: 'starting', tasks, task: firstTask, step: 'preparing', stop: null },
    effects: [{ type: 'prepare' }],
  }
}

export function step(state: State, event: Event): Step {
  switch (state.phase) {
    case 'starting':
      return starting(state, event)
    case 'running':
      return running(state, event)
    case 'terminating':
      return terminating(state, event)
    case 'killing':
      return killing(state, event)
    case 'reaped':
      return reaped(state, event)
    case 'reported':
      return stay(state)
  }
}

function starting(state: Extract<State, { phase: 'starting' }>, event: Event): Step {
  const { tasks, task } = state
  if (state.step === 'preparing') {
    if (event.type === 'prepared') {
      return { state: { ...state, step: 'spawning' }, effects: [{ type: 'spawn', task }] }
    }
    if (event.type === 'refused') return reap('fail', null)
    if (event.type === 'stop') return reap(verdictOf(event.cause), event.cause)
    return stay(state)
  }
  if (event.type === 'stop') return stay({ ...state, stop: stronger(state.stop, event.cause) })
  if (event.type === 'refused')
    return state.stop === null ? reap('fail', null) : reap(verdictOf(state.stop), state.stop)
  if (event.type !== 'spawned') return stay(state)
  const next: State = { phase: 'running', tasks, task }
  return state.stop === null ? stay(next) : step(next, { type: 'stop', cause: state.stop })
}

function running(state: Extract<State, { phase: 'running' }>, event: Event): Step {
  const { tasks, task } = state
  if (event.type === 'exited') {
    if (!event.leftover) return afterTask(tasks, task, event.ok)
    return {
      state: { phase: 'killing', tasks, task, cause: null, ok: event.ok },
      effects: [{ type: 'kill' }],
    }
  }
  if (event.type !== 'stop') return stay(state)
  const { cause } = event
  if (leavesNoGrace(cause)) return kill(tasks, task, cause)
  return { state: { phase: 'terminating', tasks, task, cause }, effects: [{ type: 'term', cause }] }
}

function terminating(state: Extract<State, { phase: 'terminating' }>, event: Event): Step {
  const { tasks, task } = state
  // Its leader ended, but only looking tells whether that was all.
  if (event.type === 'exited' || event.type === 'grace-over') return kill(tasks, task, state.cause)
  if (event.type !== 'stop') return stay(state)
  const cause = stronger(state.cause, event.cause)
  if (leavesNoGrace(event.cause)) return kill(tasks, task, cause)
  // The lease ends sooner than the grace that is running may.
  if (event.cause === 'lease')
    return { state: { ...state, cause }, effects: [{ type: 'term', cause: 'lease' }] }
  return stay({ ...state, cause })
}

function killing(state: Extract<State, { phase: 'killing' }>, event: Event): Step {
  const { tasks, task, cause, ok } = state
  if (event.type === 'gone') {
    return cause === null ? afterTask(tasks, task, ok) : reap(verdictOf(cause), cause)
  }
  if (event.type !== 'stop') return stay(state)
  if (cause !== null || event.cause === 'fence')
    return stay({ ...state, cause: stronger(cause, event.cause) })
  // The task had ended by itself. If that was the Job's end too, there is nothing left to stop.
  const over = !ok || task === tasks
  return over || isOfTask(event.cause) ? stay(state) : stay({ ...state, cause: event.cause })
}

function reaped(state: Extract<State, { phase: 'reaped' }>, event: Event): Step {
  if (event.type === 'stored') return stay({ phase: 'reported', verdict: state.verdict })
  if (event.type === 'stop' && event.cause === 'fence')
    return stay({ ...state, verdict: 'drop', cause: 'fence' })
  return stay(state)
}

function afterTask(tasks: number, task: number, ok: boolean): Step {
  if (!ok) return reap('fail', null)
  if (task === tasks) return reap('complete', null)
  const next = task + 1
  return {
    state: { phase: 'starting', tasks, task: next, step: 'spawning', stop: null },
    effects: [{ type: 'spawn', task: next }],
  }
}

function kill(tasks: number, task: number, cause: Cause): Step {
  return { state: { phase: 'killing', tasks, task, cause, ok: false }, effects: [{ type: 'kill' }] }
}

function reap(verdict: Verdict, cause: Cause | null): Step {
  return { state: { phase: 'reaped', verdict, cause }, effects: [{ type: 'report' }] }
}

function stay(state: State): Step {
  return { state, effects: [] }
}

function verdictOf(cause: Cause): Verdict {
  switch (cause) {
    case 'fence':
      return 'drop'
    // Neither is the Job's fault, so neither may cost it an attempt.
    case 'lease':
    case 'release':
      return 'release'
    case 'timeout':
    case 'output':
    case 'cancel':
      return 'fail'
  }
}

/** Which of two causes is told: the first, except that a fence beats all, and a real verdict beats giving back. */
function stronger(first: Cause | null, second: Cause): Cause {
  if (first === null || second === 'fence') return second
  if (first === 'lease' && !isOfTask(second)) return second
  return first
}

/** Another worker may hold it already, or this one was told to end at once, or the disk fills while it is waited for. */
function leavesNoGrace(cause: Cause): boolean {
  return cause === 'fence' || cause === 'release' || cause === 'output'
}

function isOfTask(cause: Cause): boolean {
  return cause === 'timeout' || cause === 'output'
}
