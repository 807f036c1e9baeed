/** From a request to its command: the table of contents of this room. */
import type { Caller, Dispatch, Dispatched, Reply } from '../wire/index.ts'
import { actionCommands } from './action.ts'
import { Refusal } from './arguments.ts'
import { blobCommands } from './blob.ts'
import type { CommandEntry, Context } from './context.ts'
import { jobClientCommands } from './job-client.ts'
import { jobLifeCommands } from './job-life.ts'
import { jobWorkerCommands } from './job-worker.ts'
import { keyCommands } from './keys.ts'
import { metricsCommands } from './metrics.ts'
import { planCommands } from './plan.ts'
import { queueCommands } from './queue.ts'
import { serverCommands } from './server.ts'
import { workerCommands } from './worker.ts'

export const commandTable: readonly CommandEntry[] = [
  ...jobClientCommands,
  ...jobLifeCommands,
  ...jobWorkerCommands,
  ...planCommands,
  ...actionCommands,
  ...queueCommands,
  ...workerCommands,
  ...blobCommands,
  ...serverCommands,
  ...metricsCommands,
  ...keyCommands,
]

export function makeDispatch(context: Context): Dispatch {
  const byName = new Map(commandTable.map((entry) => [entry.name, entry]))
  return (caller: Caller, request): Dispatched => {
    const entry = byName.get(request.name)
    if (entry === undefined) throw new Error(`${request.name} reached dispatch though it is not in the table`)
    try {
      return refusalsAsReplies(entry.run(context, caller, request.args))
    } catch (error) {
      return replyToRefusal(error)
    }
  }
}

function refusalsAsReplies(dispatched: Dispatched): Dispatched {
  if (dispatched instanceof Promise) return dispatched.catch(replyToRefusal)
  if ('entered' in dispatched) return { ...dispatched, reply: dispatched.reply.catch(replyToRefusal) }
  return dispatched
}

function replyToRefusal(error: unknown): Reply {
  if (error instanceof Refusal) return error.reply()
  throw error
}
