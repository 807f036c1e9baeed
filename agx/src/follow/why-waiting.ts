/**
 * A Job that does not start: asks AGQ why and says it in one sentence. A command that none of the workers has is
 * most often a slip of the fingers, so it comes back as a refusal with the nearest name, not as a silent wait.
 */
import type { AgqClient } from '../client/agq-client.ts'
import { AgqError } from '../client/agq-error.ts'
import type { Reply, WhyView } from '../client/views.ts'
import { readRows } from '../client/views.ts'
import { nearestWord } from './nearest-word.ts'

/** How many workers are asked what they have, to find the nearest name. */
const askedWorkers = 20

/** Why a Job waits: a sentence for people, and the commands nobody has where that is the reason. */
export interface Waiting {
  readonly sentence: string
  /** Not empty: there are workers, and none of them has these. */
  readonly missing: readonly { readonly command: string; readonly nearest: string | undefined }[]
}

/** Asks JOB.WHY. `undefined` where AGQ cannot say. */
export async function askWhy(client: AgqClient, jobId: string): Promise<Waiting | undefined> {
  const why = await readWhy(client, jobId)
  if (why === undefined) return undefined
  const lacking = why.code === 'no_worker_has_tool' ? textsOf(why.evidence?.tools) : []
  if (lacking.length === 0) return { sentence: why.sentence, missing: [] }
  const tools = await listTools(client)
  const missing = lacking.map((command) => ({ command, nearest: nearestWord(command, tools) }))
  return { sentence: why.sentence, missing }
}

async function readWhy(client: AgqClient, jobId: string): Promise<WhyView | undefined> {
  try {
    const reply: Reply = await client.call('JOB.WHY', jobId)
    return typeof reply === 'string' ? (JSON.parse(reply) as WhyView) : undefined
  } catch (error) {
    // An AGQ without JOB.WHY refuses it; waiting goes on without an explanation.
    if (error instanceof AgqError) return undefined
    throw error
  }
}

/** What the workers have, of as many of them as one would look at. */
async function listTools(client: AgqClient): Promise<ReadonlySet<string>> {
  const rows = readRows<{ readonly worker_id: string }>(await client.call('WORKER.LIST'))
  const replies = await Promise.all(
    rows.slice(0, askedWorkers).map((row) => client.call('WORKER.GET', row.worker_id)),
  )
  const workers = replies.flatMap((reply) => readRows<WorkerRow>(reply))
  return new Set(workers.flatMap((worker) => textsOf(worker.capabilities?.tools)))
}

interface WorkerRow {
  readonly capabilities?: { readonly tools?: unknown }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
