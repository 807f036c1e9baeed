/**
 * What a command needs of the disk. On a full one the server goes on with what makes room sooner or costs none: work
 * that was accepted can end. The classes are in the order in which they are given up.
 */
import { type Command, phaseOf } from './commands.ts'
import type { Demand } from './port.ts'

export function demandOf(command: Command): Demand {
  switch (command.kind) {
    case 'job.submit':
    case 'action.submit':
    case 'plan.put':
      return 4
    case 'job.lease':
      return 3
    case 'job.finish':
    case 'job.release':
    case 'worker.register':
    case 'worker.unregister':
    case 'queue.set':
    case 'blob.record':
      return 2
    // It asks last, and deletes.
    case 'plan.delete':
      return 1
    default:
      return phaseOf(command) === 2 ? 0 : 1
  }
}

/** Rows, keys and indexes of one Job besides its envelope, measured and rounded up. */
const JOB_BYTES = 2_048

/** So many bytes the database may grow by it, about. */
export function growthOf(command: Command): number {
  switch (command.kind) {
    case 'job.submit':
      return JOB_BYTES + command.job.envelope.length + (command.job.input?.length ?? 0)
    case 'action.submit':
      // Each Job has an envelope of its own, made from the Plan; the inputs are in the request.
      return command.request.inputs.length * 2 * JOB_BYTES
    case 'plan.put':
      return JOB_BYTES + command.document.length
    default:
      return 0
  }
}
