/**
 * A Job that does not start: asks AGQ why and says it in one sentence. A command that none of the workers has is
 * most often a slip of the fingers, so it comes back as a refusal with the nearest name, not as a silent wait. So does
 * a tag, or a set of requirements, that nobody there can meet.
 */
import { isolatedTag } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { AgqError } from '../client/agq-error.ts'
import type { Reply, WhyView } from '../client/views.ts'
import { readRows } from '../client/views.ts'
import { nearestWord } from './nearest-word.ts'

/** How many workers are asked what they have, to find the nearest name. */
const askedWorkers = 20

/** Why a Job waits: a sentence for people, and a refusal where none of the workers that are there will ever run it. */
export interface Waiting {
  readonly sentence: string
  /** `no worker has …`; `undefined` where waiting may help. */
  readonly nobody: string | undefined
}

/** Asks JOB.WHY. `undefined` where AGQ cannot say. */
export async function askWhy(client: AgqClient, jobId: string): Promise<Waiting | undefined> {
  const why = await readWhy(client, jobId)
  return why && { sentence: why.sentence, nobody: await nobodyHas(client, why) }
}

async function nobodyHas(client: AgqClient, why: WhyView): Promise<string | undefined> {
  const tags = textsOf(why.evidence?.tags).map((tag) => JSON.stringify(tag))
  switch (why.code) {
    case 'no_worker_has_tool': {
      const commands = textsOf(why.evidence?.tools)
      return commands.length === 0 ? undefined : noWorkerHas('command', await withNearest(client, commands))
    }
    case 'no_worker_has_tag':
      if (textsOf(why.evidence?.tags).includes(isolatedTag)) return 'no worker can isolate tasks'
      return noWorkerHas('tag', tags)
    case 'no_worker_allows':
      return why.sentence.replace(/^No live worker/, 'no worker').replace(/\.$/, '')
    case 'no_worker_has_all':
      return 'no worker has everything that the Job requires at once'
    case 'no_worker_trusts':
      return why.evidence?.signed_by === undefined
        ? 'the workers run signed Jobs only, and this one is not signed (agx run --sign KEY)'
        : 'no worker trusts the key that signed it (agw --trust)'
    default:
      return undefined
  }
}

function noWorkerHas(noun: string, names: readonly string[]): string {
  return `no worker has the ${noun}${names.length === 1 ? '' : 's'} ${names.join(', ')}`
}

async function withNearest(client: AgqClient, commands: readonly string[]): Promise<readonly string[]> {
  const tools = await listTools(client)
  return commands.map((command) => {
    const nearest = nearestWord(command, tools)
    const hint = nearest === undefined ? '' : ` (did you mean ${JSON.stringify(nearest)}?)`
    return `${JSON.stringify(command)}${hint}`
  })
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
