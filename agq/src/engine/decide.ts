/** From a write command to its rule: the table of contents of `rules/`. */
import type { WriteCommand } from './commands.ts'
import { accept, type Outcome, type Rows } from './rule.ts'
import { submitAction } from './rules/action.ts'
import { changeMany } from './rules/bulk.ts'
import { cancelJob } from './rules/cancel.ts'
import { deleteJob, pinJob } from './rules/delete.ts'
import { checkLog, finishJob, noteProgress, releaseJob } from './rules/finish.ts'
import { storePlan } from './rules/plan.ts'
import { pauseQueue, resumeQueue, setQueue } from './rules/queue.ts'
import { retryJob } from './rules/retry-by-hand.ts'
import { wrongSpeaker } from './rules/speaker.ts'
import { submitJob } from './rules/submit.ts'
import { boot, tick } from './rules/tick.ts'
import { drainWorker, registerWorker, renewWorker, unregisterWorker } from './rules/worker.ts'

export function decide(rows: Rows, command: WriteCommand): Outcome {
  switch (command.kind) {
    case 'boot':
      return boot(rows, command)
    case 'tick':
      return tick(rows, command)
    case 'job.submit':
      return submitJob(rows, command)
    case 'job.cancel':
      return cancelJob(rows, command)
    case 'job.retry':
      return retryJob(rows, command)
    case 'job.delete':
      return deleteJob(rows, command)
    case 'job.pin':
      return pinJob(rows, command)
    case 'jobs.bulk':
      return changeMany(rows, command)
    case 'job.finish':
      return wrongSpeaker(rows, command) ?? finishJob(rows, command)
    case 'job.release':
      return wrongSpeaker(rows, command) ?? releaseJob(rows, command)
    case 'job.progress':
      return wrongSpeaker(rows, command) ?? noteProgress(rows, command)
    case 'job.log':
      return wrongSpeaker(rows, command) ?? checkLog(rows, command)
    case 'worker.register':
      return registerWorker(rows, command)
    case 'worker.heartbeat':
      return renewWorker(rows, command)
    case 'worker.unregister':
      return unregisterWorker(rows, command)
    case 'worker.drain':
      return drainWorker(rows, command)
    case 'plan.put':
      return storePlan(rows, command)
    case 'action.submit':
      return submitAction(rows, command)
    case 'queue.set':
      return setQueue(rows, command)
    case 'queue.pause':
      return pauseQueue(rows, command)
    case 'queue.resume':
      return resumeQueue(rows, command)
    case 'blob.record': {
      // Also where it is known: who has just uploaded it may rely on the grace of an unnamed blob.
      const row = { sha256: command.sha256, bytes: command.bytes, createdAt: command.at.wallMs }
      return accept('', [{ table: 'blob', row }])
    }
  }
}
