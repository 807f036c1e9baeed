/**
 * Drives one Job through `machine.ts`: performs its effects with real processes and files, and turns what happens
 * into events. It decides nothing about the order of things. Whatever goes wrong here becomes an event, so that the
 * Job always ends with exactly one outcome.
 */
import { join } from 'node:path'
import type { CompleteTask, TaskReport } from '@agenix/specs'
import {
  type AttemptFiles,
  createAttempt,
  inputPath,
  keepStreams,
  removeSpool,
  removeSpoolFile,
  removeWork,
  writeInput,
} from '../exec/attempt-files.ts'
import type { Slot } from '../exec/cells/slots.ts'
import { attemptMark } from '../exec/environment.ts'
import type { Tree } from '../exec/kill-tree.ts'
import { spawnTask, type TaskListener } from '../exec/spawn-task.ts'
import { afterSandbox } from '../sandbox/after-sandbox.ts'
import type { Due } from './alarm.ts'
import { closeEnds, openEnds } from './ends.ts'
import type { BlobFile, Grant, Outcome } from './grant.ts'
import { begin, type Cause, type Effect, type Event, type State, type Step, step } from './machine.ts'
import { Outputs } from './outputs.ts'
import { placeOutputs } from './resume.ts'
import { spawnRefusal, workerRefusal } from './spawn-refusal.ts'
import type { Outlet, Surroundings } from './surroundings.ts'
import { prepareTask, type Refusal } from './task-command.ts'
import { isOkExit, jobReport, newRecord, type TaskRecord, taskReport } from './task-report.ts'

export class JobRun {
  readonly grant: Grant
  readonly #around: Surroundings
  readonly #outlet: Outlet
  readonly #mark: string
  readonly #records: TaskRecord[] = []
  readonly #outputs: Outputs
  #state: State
  #bringing: AbortController | null = null
  #files: AttemptFiles | null = null
  #slot: Slot | null = null
  #trouble: string | null = null
  #timeout: Due | null = null
  #grace: Due | null = null
  #leaseGraceMs = 0
  #announced = false
  /** Something of it cannot be removed. */
  #leavesFiles = false

  constructor(grant: Grant, around: Surroundings, outlet: Outlet) {
    this.grant = grant
    this.#around = around
    this.#outlet = outlet
    this.#outputs = new Outputs(grant.job, around.maxSpoolBytes)
    this.#mark = attemptMark(around.stateId, grant.jobId, grant.token)
    this.#state = this.#begin().state
  }

  get phase(): State['phase'] {
    return this.#state.phase
  }

  /** Begins, unless it was stopped before. Call it once. */
  start(): void {
    if (this.#state.phase !== 'starting') return
    for (const effect of this.#begin().effects) this.#perform(effect)
  }

  /** Stops the Job; `leaseGraceMs` is what a lease that ends leaves between SIGTERM and SIGKILL. */
  stop(cause: Cause, leaseGraceMs: number = this.#around.killGraceMs): void {
    if (cause === 'lease') this.#leaseGraceMs = leaseGraceMs
    this.#dispatch({ type: 'stop', cause })
  }

  /** A look of the watch at the running task. */
  look(): void {
    const record = this.#records.at(-1)
    const files = this.#files
    if (this.#state.phase !== 'running' || record === undefined || files === null) return
    if (!this.#announced) this.#outlet.progress(record.task.task_number, 'started')
    this.#announced = true
    const fault = this.#lookAtOutput(files, record.task)
    if (fault === null) return
    record.outputFault = fault
    this.stop('output')
  }

  /** The words for why it must be stopped. Whatever a task did to its files is its own trouble, not the worker's. */
  #lookAtOutput(files: AttemptFiles, task: CompleteTask): string | null {
    const { task_number: number } = task
    try {
      keepStreams(files, number)
      return this.#outputs.look(files, task, (stream, file, size) =>
        this.#outlet.output(number, stream, file.path, size, file),
      )
    } catch (error) {
      return `its output cannot be looked at: ${textOf(error)}`
    }
  }

  #begin(): Step {
    return begin(this.grant.job.tasks.length, this.grant.resume?.fromTask)
  }

  #dispatch(event: Event): void {
    const next = step(this.#state, event)
    this.#state = next.state
    for (const effect of next.effects) this.#perform(effect)
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'prepare':
        this.#prepare()
        break
      case 'spawn':
        this.#spawn(effect.task)
        break
      case 'term':
        this.#terminate(effect.cause)
        break
      case 'kill':
        void this.#kill()
        break
      case 'report':
        void this.#report()
        break
    }
  }

  #prepare(): void {
    const { input, inputRef, jobId, token, resume } = this.grant
    this.#slot = this.#around.slots.take()
    try {
      this.#files = createAttempt(this.#around.roots, jobId, token, this.#slot.place)
      if (input !== null) writeInput(this.#files, input)
    } catch (error) {
      this.#giveUp(`the worker cannot make the directory of this attempt: ${textOf(error)}`)
      return
    }
    // Who reads the Job's input is task 1.
    const fetched = inputRef === null || input !== null || resume !== null ? null : inputRef
    if (fetched === null && resume === null) {
      this.#dispatch({ type: 'prepared' })
      return
    }
    const bringing = new AbortController()
    this.#bringing = bringing
    this.#bring(this.#files, fetched, bringing.signal).then(
      () => this.#dispatch({ type: 'prepared' }),
      (error: unknown) => {
        if (!bringing.signal.aborted) this.#giveUp(textOf(error))
      },
    )
  }

  /** What the first task reads and this worker has not got. */
  async #bring(files: AttemptFiles, inputRef: string | null, signal: AbortSignal): Promise<void> {
    const { resume } = this.grant
    const fetchBlob = (sha256: string, path: string) => this.#outlet.fetchInput(sha256, path, signal)
    if (resume !== null) await placeOutputs(resume, files, fetchBlob)
    if (inputRef === null) return
    await fetchBlob(inputRef, inputPath(files)).catch((error: unknown) => {
      throw new Error(`the worker cannot get the Job's input: ${textOf(error)}`)
    })
  }

  /** The worker's own trouble: no task is to blame. */
  #giveUp(trouble: string): void {
    this.#trouble = trouble
    this.#dispatch({ type: 'refused' })
  }

  #spawn(number: number): void {
    const task = this.grant.job.tasks[number - 1]
    const files = this.#files
    const slot = this.#slot
    if (task === undefined || files === null || slot === null)
      throw new Error(`no task ${number} in Job ${this.grant.jobId}`)
    const making = slot.cell.ready()
    if (making === null) this.#start(task, files, slot)
    else
      making.then(
        () => this.#start(task, files, slot),
        (error: unknown) => this.#giveUp(`the worker cannot contain this task: ${textOf(error)}`),
      )
  }

  #start(task: CompleteTask, files: AttemptFiles, slot: Slot): void {
    const record = newRecord(task)
    this.#records.push(record)
    this.#announced = false
    const prepared = prepareTask(this.#around.host, this.grant, task, files.work, this.#mark, slot)
    if (prepared.kind === 'refused') {
      this.#refuse(record, prepared.refusal)
      return
    }
    const { isolation } = prepared.command
    record.isolated = isolation !== null
    const ends = openEnds(this.grant, task, files, this.#around.nothing, isolation?.owner ?? null)
    if (ends instanceof Error) {
      this.#refuse(record, workerRefusal(`cannot start ${task.command}: ${ends.message}`))
      return
    }
    record.memoryKills = slot.groups.memoryKills()
    void spawnTask(
      { ...prepared.command, ...ends },
      (start) => slot.cell.within(start),
      this.#listener(record, slot, () => closeEnds(ends, this.#around.nothing)),
    )
  }

  #listener(record: TaskRecord, slot: Slot, closeEnds: () => void): TaskListener {
    return {
      started: (pid) => {
        closeEnds()
        record.pid = pid
        this.#timeout = this.#around.alarm.after(record.task.timeout_secs * 1000, () => this.stop('timeout'))
        this.#around.watch.add(this)
        this.#dispatch({ type: 'spawned' })
      },
      refused: (code, message) => {
        closeEnds()
        this.#refuse(record, spawnRefusal(record.task.command, code, message))
      },
      exited: (exit) => {
        record.exit = exit
        record.durationMs = Math.round((performance.now() - record.startMono) * 1000) / 1000
        this.#timeout?.cancel()
        this.#around.watch.remove(this)
        if (this.#announced) this.#outlet.progress(record.task.task_number, 'finished')
        if (this.#files !== null) this.#outputs.readerEnded(this.#files, record.task, this.#records)
        record.outOfMemory = slot.groups.memoryKills() > record.memoryKills
        const { pid, isolated } = record
        const hasLeftovers = (): boolean => pid !== null && slot.cell.hasLeftovers(pid)
        const tell = (leftover: boolean): void =>
          this.#dispatch({ type: 'exited', ok: isOkExit(record.task, exit), leftover })
        if (isolated) void afterSandbox(hasLeftovers).then(tell)
        else tell(hasLeftovers())
      },
    }
  }

  #refuse(record: TaskRecord, refusal: Refusal): void {
    record.refusal = refusal
    this.#dispatch({ type: 'refused' })
  }

  #terminate(cause: Cause): void {
    const record = this.#records.at(-1)
    const graceMs = cause === 'lease' ? this.#leaseGraceMs : this.#around.killGraceMs
    this.#grace?.cancel()
    this.#grace = this.#around.alarm.after(graceMs, () => this.#dispatch({ type: 'grace-over' }))
    if (record === undefined) return
    record.stopped = true
    const tree = this.#treeOf(record)
    if (tree === null) return
    record.termAt ??= new Date().toISOString()
    this.#slot?.cell.terminate(tree)
  }

  async #kill(): Promise<void> {
    this.#grace?.cancel()
    this.#timeout?.cancel()
    const record = this.#records.at(-1)
    const tree = record === undefined ? null : this.#treeOf(record)
    if (record !== undefined && tree !== null && this.#slot !== null) {
      const alive = record.exit === null
      if (alive) record.stopped = true
      const at = new Date().toISOString()
      const { killed, stuck } = await this.#slot.cell.kill(tree)
      if (alive || killed > 0) record.killAt = at
      record.killed += killed
      record.stuck += stuck
    }
    this.#dispatch({ type: 'gone' })
  }

  #treeOf(record: TaskRecord): Tree | null {
    if (record.pid === null || this.#files === null) return null
    return {
      leader: record.pid,
      mark: this.#mark,
      attempt: this.#files.name,
      roots: this.#around.roots,
      ended: () => record.exit !== null,
      isolated: record.isolated,
    }
  }

  async #report(): Promise<void> {
    this.#bringing?.abort()
    const measured = await this.#measure()
    if (this.#state.phase !== 'reaped')
      throw new Error(`Job ${this.grant.jobId} reports while ${this.#state.phase}`)
    // It may have been fenced while its output was measured: then there is nothing to say any more.
    const { verdict } = this.#state
    const said = verdict === 'complete' || verdict === 'fail'
    const outcome: Outcome = {
      verdict: verdict === 'complete' && this.#trouble !== null ? 'fail' : verdict,
      report: said ? measured.report : null,
      blobs: said ? measured.blobs : [],
    }
    this.#removeSpool(measured.blobs, new Set(outcome.blobs.map(({ file }) => file)))
    const vacated = this.#vacate()
    await this.#outlet.finish(outcome)
    this.#dispatch({ type: 'stored' })
    await vacated
    const hasRun = this.#records.some(({ pid }) => pid !== null)
    if (hasRun && this.#files !== null) this.#around.leftovers?.ended(this.#files.name)
    this.#outlet.removed?.()
  }

  /** Leaves the slot as the next Job may find it. */
  async #vacate(): Promise<void> {
    const files = this.#files
    let slot = this.#slot
    try {
      const removing = files === null ? null : removeWork(files, slot !== null && slot.place !== null)
      if (removing !== null) await removing
    } catch (error) {
      if (files !== null) this.#around.cannotRemove(files, error)
      this.#leavesFiles = true
    }
    // What stays there is not for the next Job to find.
    if (slot !== null && this.#leavesFiles) slot = { ...slot, place: null }
    // What cannot be killed keeps its slot for itself.
    if (slot !== null && !this.#records.some(({ stuck }) => stuck > 0)) this.#around.slots.giveBack(slot)
    this.#outlet.ended()
  }

  #removeSpool(blobs: readonly BlobFile[], keep: ReadonlySet<string>): void {
    const files = this.#files
    if (files === null) return
    try {
      const tasks = (this.grant.resume?.fromTask ?? 1) - 1 + this.#records.length
      removeSpool(files, tasks, keep)
      for (const { file } of blobs) if (!keep.has(file)) removeSpoolFile(join(files.spool, file))
    } catch (error) {
      this.#leavesFiles = true
      this.#around.cannotRemove(files, error)
    }
  }

  async #measure(): Promise<
    Pick<Outcome, 'report' | 'blobs'> & { readonly report: NonNullable<Outcome['report']> }
  > {
    const cause = this.#state.phase === 'reaped' ? this.#state.cause : null
    const completed = this.#state.phase === 'reaped' && this.#state.verdict === 'complete'
    const tasks: TaskReport[] = []
    const blobs: BlobFile[] = []
    try {
      for (const record of this.#records) {
        const stdout = await this.#outputs.measure(this.#files, record, 'stdout', blobs, completed)
        const stderr = await this.#outputs.measure(this.#files, record, 'stderr', blobs, completed)
        tasks.push(taskReport(record, cause, stdout, stderr))
      }
    } catch (error) {
      this.#trouble = `the worker cannot read the output of this attempt: ${textOf(error)}`
    }
    return { report: jobReport(tasks, this.#records.at(-1), cause, this.#trouble), blobs }
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
