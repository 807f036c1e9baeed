/** What the rules of a batch changed and the store does not have yet, by kind of row; counts as differences. */
import type {
  ActionRow,
  AttemptRow,
  BlobRow,
  BlobUse,
  CarriedResults,
  JobBody,
  JobRow,
  LaneRow,
  PlanRow,
  QueueRow,
  RenewedSignature,
  Tally,
  TaskResultRow,
  WorkerRow,
} from './model.ts'
import type { Changes } from './port.ts'

export class Unsaved {
  readonly newJobs = new Map<string, { readonly row: JobRow; readonly body: JobBody }>()
  readonly jobs = new Map<string, JobRow>()
  /** Those of them whose lane is another. */
  readonly movedJobs: JobRow[] = []
  readonly lanes = new Map<number, LaneRow>()
  readonly deletedJobs: JobRow[] = []
  readonly expiredOutputs: JobRow[] = []
  readonly deletedBlobs: BlobRow[] = []
  readonly deletedWorkers: string[] = []
  readonly deletedActions: string[] = []
  attempts: AttemptRow[] = []
  taskResults: TaskResultRow[] = []
  readonly plans = new Map<string, PlanRow>()
  readonly actions = new Map<string, ActionRow>()
  readonly workers = new Map<string, WorkerRow>()
  readonly queues = new Map<string, QueueRow>()
  readonly blobs = new Map<string, BlobRow>()
  readonly blobUses: BlobUse[] = []
  readonly carriedResults: CarriedResults[] = []
  readonly signatures: RenewedSignature[] = []
  ageMs: number | null = null
  readonly #pending = new Map<number, number>()
  readonly #tallies = new Map<string, Tally>()

  get any(): boolean {
    return (
      this.newJobs.size + this.jobs.size + this.lanes.size + this.attempts.length + this.taskResults.length >
        0 ||
      this.deletedJobs.length + this.deletedBlobs.length > 0 ||
      this.deletedWorkers.length + this.deletedActions.length + this.signatures.length > 0 ||
      this.plans.size + this.actions.size + this.workers.size + this.blobs.size + this.queues.size > 0
    )
  }

  /** One that was not stored yet never will be. */
  deleteJob(row: JobRow): void {
    if (!this.newJobs.delete(row.jobId)) this.deletedJobs.push(row)
  }

  addPending(laneId: number, by: number): void {
    this.#pending.set(laneId, (this.#pending.get(laneId) ?? 0) + by)
  }

  addTally(scope: 'queue' | 'action', name: string, job: JobRow, by: 1 | -1): void {
    const { status } = job
    const key = `${scope} ${status} ${name}`
    const known = this.#tallies.get(key)
    const jobs = (known?.jobs ?? 0) + by
    const bytes = (known?.bytes ?? 0) + by * job.outputBytes
    const outputs = (known?.outputs ?? 0) + (job.outputBytes > 0 ? by : 0)
    this.#tallies.set(key, { scope, name, status, jobs, bytes, outputs })
  }

  changes(): Changes {
    const gone = new Set(this.deletedJobs.map((job) => job.seq))
    // Its number may be given to another Job: nothing of it may be written after it.
    const stay = <Row extends { readonly seq: number }>(rows: readonly Row[]): readonly Row[] =>
      gone.size === 0 ? rows : rows.filter((row) => !gone.has(row.seq))
    return {
      deletedJobs: this.deletedJobs,
      newJobs: [...this.newJobs.values()],
      jobs: stay([...this.jobs.values()]),
      movedJobs: stay(this.movedJobs),
      lanes: [...this.lanes.values()],
      lanePending: this.#pending,
      tallies: [...this.#tallies.values()].filter(
        (tally) => tally.jobs !== 0 || tally.bytes !== 0 || tally.outputs !== 0,
      ),
      attempts: stay(this.attempts),
      taskResults: stay(this.taskResults),
      carriedResults: stay(this.carriedResults),
      signatures: stay(this.signatures),
      expiredOutputs: stay(this.expiredOutputs),
      deletedBlobs: this.deletedBlobs,
      deletedWorkers: this.deletedWorkers,
      deletedActions: this.deletedActions,
      plans: [...this.plans.values()],
      deletedPlans: [],
      actions: [...this.actions.values()],
      workers: [...this.workers.values()],
      queues: [...this.queues.values()],
      blobs: [...this.blobs.values()],
      blobUses: stay(this.blobUses),
      ageMs: this.ageMs,
    }
  }
}
