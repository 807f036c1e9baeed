/**
 * What some commands need and cannot name beforehand: the past of a Job that is sent back, the next piece of a bulk change.
 * Looked up when their turn comes, among what was saved until then, so that they see what the commands before them did.
 */
import type { TaskReport } from '@agenix/specs'
import type { Command, WriteCommand } from './commands.ts'
import type { JobRow } from './model.ts'
import { NO_NEEDS } from './needs.ts'
import type { BulkPiece, Transaction } from './port.ts'
import { isNotMine } from './rules/elsewhere.ts'
import type { Workspace } from './workspace.ts'

/** The clock was set, or nobody knows what it did while no server lived: the hours of backoffs are put right first. */
export async function beforeLoading(tx: Transaction, commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    if (command.kind === 'boot') await tx.capBackoffs(command.at.wallMs)
    if (command.kind === 'tick' && command.jumpMs !== undefined) await tx.shiftBackoffs(command.jumpMs)
  }
}

type Asking = Extract<WriteCommand, { kind: 'job.retry' | 'jobs.bulk' | 'job.finish' }>

/** Asked before the lookup, so that the many commands which need none pay nothing. */
export function looksUp(command: WriteCommand): command is Asking {
  if (command.kind === 'job.finish') return isNotMine(command.report)
  return command.kind === 'job.retry' || command.kind === 'jobs.bulk'
}

/** What the commands before it changed must be saved. */
export async function lookUp(tx: Transaction, rows: Workspace, command: Asking): Promise<void> {
  if (command.kind === 'job.retry') {
    const job = rows.job(command.jobId)
    if (job !== undefined) await findHistory(tx, rows, job)
  }
  if (command.kind === 'job.finish') rows.find({ workers: await tx.listWorkers() })
  if (command.kind === 'jobs.bulk') {
    const { jobs, cursor } = await pieceOf(tx, command)
    rows.addJobs(jobs)
    rows.addLanes((await tx.load({ ...NO_NEEDS, lanes: new Set(jobs.map((job) => job.laneId)) })).lanes)
    rows.find({ jobs: jobs.map((job) => job.jobId), cursor })
  }
}

async function findHistory(tx: Transaction, rows: Workspace, job: JobRow): Promise<void> {
  const body = (await tx.bodies([job.seq])).get(job.seq)
  if (body === undefined) throw new Error(`Job ${job.jobId} has no envelope`)
  const results = await tx.taskResults(job.seq, null)
  const blobs = results
    .map((row) => (JSON.parse(row.report) as TaskReport).stdout)
    .filter((stdout) => stdout.blob === true)
    .map((stdout) => stdout.sha256)
  rows.addBlobs((await tx.load({ ...NO_NEEDS, blobs: new Set(blobs) })).blobs)
  rows.find({ history: { envelope: body.envelope, results } })
}

async function pieceOf(
  tx: Transaction,
  { bulk, cursor, limit }: Extract<WriteCommand, { kind: 'jobs.bulk' }>,
): Promise<BulkPiece> {
  if (bulk.do !== 'purge') return tx.bulk(bulk.filter, cursor, limit)
  // What comes after the purge began stays.
  return tx.waitingJobs(bulk.queue, cursor ?? { seq: await tx.newestSeq(), due: null }, limit)
}
